import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An entry of a wire. */
export interface WireEntryOfTests {
  readonly id: string;
  readonly at: string;
  readonly title: string;
  readonly updatedAt?: string;
  readonly tag?: string;
  readonly author?: string;
  /** It is gone there. */
  readonly isGone?: boolean;
}

/** A server of an agency with a wire, an Atom feed, that answers what it is asked for by its validators. */
export class WireServer implements AsyncDisposable {
  entries: readonly WireEntryOfTests[] = [];
  /** `forgetful`: it has no validators, so that each look reads all. */
  manner: 'well' | 'forgetful' | 'busy' | 'broken' | 'garbage' = 'well';
  /** Calls, and those of them to which it said that all is the same. */
  calls = 0;
  same = 0;
  /** What was asked for. The wire says that more of it is behind it. */
  readonly paths = new Set<string>();
  private readonly server: Server = createServer((request, response) => {
    this.calls += 1;
    this.paths.add(request.url ?? '');
    if (this.manner === 'busy') return response.writeHead(429, { 'retry-after': '1800' }).end();
    if (this.manner === 'broken') return response.writeHead(500).end();
    if (this.manner === 'garbage') return response.writeHead(200).end('<html>It works!</html>');
    const body = document(this.entries);
    const type = { 'content-type': 'application/atom+xml' };
    if (this.manner === 'forgetful') return response.writeHead(200, type).end(body);
    const etag = `"${Buffer.from(body).toString('base64url').slice(-40)}-${body.length}"`;
    if (request.headers['if-none-match'] === etag) {
      this.same += 1;
      return response.writeHead(304).end();
    }
    return response.writeHead(200, { etag, ...type }).end(body);
  });

  async open(): Promise<this> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/wire.atom`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}

function document(entries: readonly WireEntryOfTests[]): string {
  const told = entries.map((entry) => {
    const { id, at, title, updatedAt = at, tag, author, isGone } = entry;
    if (isGone === true) return `<at:deleted-entry ref="${id}" when="${updatedAt}"/>`;
    return [
      `<entry><id>${id}</id><title>${title}</title>`,
      `<published>${at}</published><updated>${updatedAt}</updated>`,
      tag === undefined ? '' : `<category term="${tag}"/>`,
      author === undefined ? '' : `<author><name>${author}</name></author>`,
      `<content type="html">&lt;p&gt;${title}, in full.&lt;/p&gt;</content></entry>`,
    ].join('');
  });
  return `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"><id>urn:wire</id><title>Wire</title><updated>2026-01-01T00:00:00Z</updated><link rel="next" href="/older.atom"/>${told.join('')}</feed>`;
}
