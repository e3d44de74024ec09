import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import type { S3Settings } from '../../../src/media/s3-settings.ts';

const bucket = 'dateline-pictures';

/** A store that speaks S3, with an empty bucket. It can go away and come back with what it had. */
export class S3Server implements AsyncDisposable {
  readonly #directory = mkdtempSync(join(tmpdir(), 'dateline-s3-'));
  #running: S3rver | undefined;
  #port = 0;

  static async start(): Promise<S3Server> {
    const server = new S3Server();
    await server.comeBack();
    return server;
  }

  /** What S3_URL says of it. */
  get settings(): S3Settings {
    const endpoint = `http://127.0.0.1:${this.#port}`;
    return { endpoint, bucket, region: 'us-east-1', accessKey: 'S3RVER', secretKey: 'S3RVER' };
  }

  async comeBack(): Promise<void> {
    this.#running = new S3rver({
      port: this.#port,
      address: '127.0.0.1',
      silent: true,
      directory: this.#directory,
      configureBuckets: [{ name: bucket, configs: [] }],
    });
    ({ port: this.#port } = await this.#running.run());
  }

  async goAway(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    await running?.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.goAway();
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
