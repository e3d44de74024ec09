import { createServer, type ServerResponse } from 'node:http';

/** A site of pictures, whose answers wait until they are given. */
export class LatePictures implements AsyncDisposable {
  readonly #waiting: ServerResponse[] = [];
  readonly #server = createServer((_, response) => void this.#waiting.push(response));

  private constructor() {}

  static async open(): Promise<LatePictures> {
    const site = new LatePictures();
    await new Promise<void>((done) => site.#server.listen(0, '127.0.0.1', done));
    return site;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The site is closed.');
    return `http://127.0.0.1:${address.port}/late.svg`;
  }

  /** How many pictures were asked for and not given. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Answers all that were asked for with a picture that is three times as high as it is wide. */
  give(): void {
    for (const response of this.#waiting.splice(0)) {
      response.setHeader('Content-Type', 'image/svg+xml');
      response.end('<svg xmlns="http://www.w3.org/2000/svg" width="300" height="900"/>');
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}
