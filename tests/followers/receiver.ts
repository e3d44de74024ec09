import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { Change } from '../../src/feed/change.ts';

/** How a receiver treats its next calls. */
export type Manner =
  | 'well'
  /** Takes no connection. */
  | 'down'
  /** Never answers. */
  | 'silent'
  /** Answers something that is no HTTP. */
  | 'garbage'
  /** Takes it, and answers without end. */
  | 'endless'
  | 'busy'
  | 'refusing'
  | 'moved'
  | 'gone';

export interface Received {
  /** The key by which the same is told from another. */
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly data: Change;
  readonly signatures: readonly string[];
}

const statuses: Readonly<Partial<Record<Manner, number>>> = {
  busy: 429,
  refusing: 422,
  moved: 307,
  gone: 410,
};

/** A receiver of webhooks after Standard Webhooks, which looks at each signature as that library does. */
export class Receiver implements AsyncDisposable {
  manner: Manner = 'well';
  secret = '';
  /** What happens before its next answer. */
  meanwhile: (() => Promise<unknown>) | undefined;
  /** Connections and calls, taken or not. */
  calls = 0;
  /** What it took, as often as it came. */
  readonly taken: Received[] = [];
  /** Everything that ever reached it, as text. */
  everything = '';
  private readonly server = createServer((request, response) => {
    // A call that is broken off ends here; what is not signed is refused.
    this.answer(request, response).catch(() => response.writeHead(401).end());
  });

  private constructor() {
    this.server.on('connection', (socket) => {
      if (this.manner !== 'down') return;
      this.calls += 1;
      socket.destroy();
    });
  }

  static async open(host = '127.0.0.1'): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((done) => receiver.server.listen(0, host, done));
    return receiver;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hook`;
  }

  /** What it took, each once, as its key tells. */
  get told(): readonly Change[] {
    return [...new Map(this.taken.map((one) => [one.id, one.data])).values()];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const part of request) body += String(part);
    this.everything += body;
    this.calls += 1;
    const { manner, meanwhile } = this;
    this.meanwhile = undefined;
    await meanwhile?.();
    if (manner === 'silent') return;
    if (manner === 'garbage') {
      response.socket?.end('220 mail.example.org ESMTP\r\n');
      return;
    }
    const status = statuses[manner];
    if (status !== undefined) {
      response.writeHead(status, { 'retry-after': '0', location: this.url }).end('no: <b>x</b>');
      return;
    }
    const headers = request.headers as Record<string, string>;
    // Throws for a wrong signature, a time long ago, or none.
    const said = new Webhook(this.secret).verify(body, headers) as Omit<Received, 'id'>;
    const signatures = (headers['webhook-signature'] ?? '').split(' ');
    this.taken.push({ ...said, id: headers['webhook-id'] ?? '', signatures });
    if (manner === 'well') response.writeHead(204).end();
    else this.pour(response);
  }

  private pour(response: ServerResponse): void {
    const more = () => {
      if (!response.destroyed) response.write('x'.repeat(65_536), () => setImmediate(more));
    };
    response.on('error', () => undefined).writeHead(200);
    more();
  }
}
