import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** A folder that was built, served as somebody's site. */
export class BuiltSite implements AsyncDisposable {
  readonly #server = createServer(
    (request, response) => void this.#answer(request.url ?? '/', response),
  );

  private constructor(private readonly folder: string) {}

  static async open(folder: string): Promise<BuiltSite> {
    const site = new BuiltSite(folder);
    await new Promise<void>((done) => site.#server.listen(0, '127.0.0.1', done));
    return site;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The site is closed.');
    return `http://127.0.0.1:${address.port}/`;
  }

  async #answer(url: string, response: ServerResponse): Promise<void> {
    const path = join('/', url === '/' ? 'index.html' : url);
    try {
      const body = await readFile(join(this.folder, path));
      response.setHeader('Content-Type', types[extname(path)] ?? 'application/octet-stream');
      response.end(body);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}
