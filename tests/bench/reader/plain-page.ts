import { createServer, type Server as HttpServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Server } from 'socket.io';

export interface Text {
  readonly headline: string;
  readonly body: string;
}

const client = gzipSync(
  readFileSync(
    resolve(import.meta.dirname, '../../../node_modules/socket.io-client/dist/socket.io.min.js'),
  ),
);
const html = `<!doctype html><meta charset="utf-8"><title>Plain</title><ol></ol>
<script src="/socket.io.min.js"></script><script>
const list = document.querySelector('ol');
const show = ({ headline, body }) => {
  const row = document.createElement('li');
  const heading = document.createElement('h3');
  const text = document.createElement('p');
  heading.textContent = headline;
  text.textContent = body;
  row.append(heading, text);
  list.append(row);
};
io({ transports: ['websocket'] }).on('items', (items) => items.forEach(show));
</script>`;

/** What a tutorial makes of a news feed: stock Socket.IO, and a page that appends a row for each item. */
export class PlainPage implements AsyncDisposable {
  readonly #io: Server;

  private constructor(
    private readonly http: HttpServer,
    items: readonly Text[],
  ) {
    this.#io = new Server(http, { transports: ['websocket'], serveClient: false });
    this.#io.on('connection', (socket) => socket.emit('items', items));
  }

  static async open(items: readonly Text[]): Promise<PlainPage> {
    const http = createServer((request, response) => {
      const isScript = request.url === '/socket.io.min.js';
      response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
      if (isScript) response.setHeader('Content-Encoding', 'gzip');
      response.end(isScript ? client : html);
    });
    const page = new PlainPage(http, items);
    await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
    return page;
  }

  get url(): string {
    const address = this.http.address();
    if (address === null || typeof address === 'string') throw new Error('The page is closed.');
    return `http://127.0.0.1:${address.port}/`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#io.close();
  }
}
