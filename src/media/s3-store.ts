import { Refusal } from '../feed/refusal.ts';
import { MediaStore, type StoredFile } from './media-store.ts';
import { signed, type S3Question } from './s3-request.ts';
import type { S3Settings } from './s3-settings.ts';

/** A store that has not answered by then is away. */
const maxMs = 15_000;
/** More than any file has that is made here. */
const maxBytes = 64 * 1024 * 1024;
/** As many as a store lists at once. */
const pageSize = 1_000;

/**
 * Files in a bucket of an S3-compatible store. Throws `media_unavailable` while the store does not answer, and tells the
 * operator once, and once when it is back. What is put is whole or not there at all, as S3 promises.
 */
export class S3Store extends MediaStore {
  #isAway = false;

  constructor(
    private readonly settings: S3Settings,
    private readonly tell: (words: string) => void,
  ) {
    super();
  }

  /** Why these settings can never work, with the cure; undefined where they do, and where the store is away. */
  async fault(): Promise<string | undefined> {
    const { bucket } = this.settings;
    const response = await this.ask(listQuestion(bucket, '', 1)).catch(() => undefined);
    await response?.body?.cancel();
    switch (response?.status) {
      case 403:
        return `S3_URL: the store refuses the keys for the bucket "${bucket}"; give keys that may list it, and get, put and delete what is in it.`;
      case 404:
        return `S3_URL: the store has no bucket "${bucket}"; make it, or give the name of one that is there.`;
      case 301:
      case 307:
      case 400:
        return `S3_URL: the store does not answer for the bucket "${bucket}" by this host and region; give those of the bucket.`;
      default:
        return undefined;
    }
  }

  async put(key: string, bytes: Uint8Array, type: string): Promise<void> {
    const body = new Uint8Array(bytes);
    await this.done({ method: 'PUT', path: this.at(key), headers: { 'content-type': type }, body });
  }

  async get(key: string): Promise<Buffer | undefined> {
    const response = await this.ask({ method: 'GET', path: this.at(key) });
    if (response.status !== 404) return this.here(response, bytesOf);
    await response.body?.cancel();
    return undefined;
  }

  async has(key: string): Promise<boolean> {
    const response = await this.ask({ method: 'HEAD', path: this.at(key) });
    if (response.status === 404) return false;
    await this.here(response, async () => undefined);
    return true;
  }

  async remove(keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.done({ method: 'DELETE', path: this.at(key) });
  }

  async list(after: string): Promise<readonly StoredFile[]> {
    const response = await this.ask(listQuestion(this.settings.bucket, after, pageSize));
    const text = await this.here(response, (fine) => fine.text());
    return [...text.matchAll(/<Contents>([^]*?)<\/Contents>/g)].map(([, file = '']) => ({
      key: valueIn(file, 'Key'),
      writtenMs: Date.parse(valueIn(file, 'LastModified')),
    }));
  }

  private at(key: string): string {
    return `/${this.settings.bucket}/${key}`;
  }

  /** What is not there is removed already. */
  private async done(question: S3Question): Promise<void> {
    const response = await this.ask(question);
    const isGone = question.method === 'DELETE' && response.status === 404;
    if (isGone) await response.body?.cancel();
    else await this.here(response, async (fine) => fine.body?.cancel());
  }

  private async here<T>(response: Response, read: (fine: Response) => Promise<T>): Promise<T> {
    if (!response.ok) {
      await response.body?.cancel();
      throw this.away(new Error(`it answers ${response.status}`));
    }
    try {
      const found = await read(response);
      if (this.#isAway) this.tell('The store of pictures answers again.');
      this.#isAway = false;
      return found;
    } catch (error) {
      throw this.away(error);
    }
  }

  private async ask(question: S3Question): Promise<Response> {
    const signal = AbortSignal.timeout(maxMs);
    try {
      return await fetch(await signed(this.settings, question, signal));
    } catch (error) {
      throw this.away(error);
    }
  }

  private away(error: unknown): Refusal {
    const { message, cause } = error as Error;
    const why = cause instanceof Error ? cause.message : message;
    if (!this.#isAway) {
      this.tell(`The store of pictures cannot be used (${why}). Items go out without new ones.`);
    }
    this.#isAway = true;
    const detail = 'The store of pictures does not answer. Nothing was changed. Try again.';
    const refusal = new Refusal('media_unavailable', detail);
    refusal.cause = error;
    return refusal;
  }
}

function listQuestion(bucket: string, after: string, limit: number): S3Question {
  const query = new URLSearchParams({
    'list-type': '2',
    'max-keys': String(limit),
    ...(after !== '' && { 'start-after': after }),
  });
  return { method: 'GET', path: `/${bucket}?${query.toString()}` };
}

/** A value without characters that XML escapes, as the keys and times here are. */
function valueIn(xml: string, name: string): string {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';
}

async function bytesOf(response: Response): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > maxBytes) throw new Error('it sends a file that was never put there');
    parts.push(part);
  }
  return Buffer.concat(parts);
}
