import { createServer } from 'node:http';

/** Somebody else's site, with whatever its pages say. */
export class HostSite implements AsyncDisposable {
  readonly #pages = new Map<string, string>();
  readonly #server = createServer((request, response) => {
    const html = this.#pages.get(request.url ?? '');
    response.statusCode = html === undefined ? 404 : 200;
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Content-Security-Policy', this.policy);
    response.end(html);
  });

  /** A host's Content-Security-Policy: style-src keeps out every style that is not set by a script. */
  policy = "style-src 'self'";

  private constructor() {}

  static async open(): Promise<HostSite> {
    const site = new HostSite();
    await new Promise<void>((done) => site.#server.listen(0, '127.0.0.1', done));
    return site;
  }

  get origin(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The site is closed.');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Puts a page on the site, and returns its address. */
  page(body: string): string {
    const path = `/${this.#pages.size}`;
    this.#pages.set(
      path,
      `<!doctype html><title>Host</title><link rel=icon href=data:,><body>${body}`,
    );
    return this.origin + path;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}
