import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Manner } from './receiver.ts';

/** A request for something that the hub has made of a callback. */
export interface Verification {
  readonly mode: string;
  readonly topic: string;
  readonly leaseSeconds: number;
  readonly reason: string;
  /** The whole address that was asked. */
  readonly url: string;
}

/** A document as it was sent. */
export interface Ping {
  readonly type: string;
  readonly links: string;
  readonly body: string;
}

const statuses: Readonly<Partial<Record<Manner, number>>> = {
  busy: 429,
  refusing: 404,
  moved: 307,
  gone: 410,
};

/** A subscriber of WebSub, which looks at each signature, and takes the document it is sent for the truth. */
export class Subscriber implements AsyncDisposable {
  manner: Manner = 'well';
  /** What it says of a request in its name: the challenge, or something else. */
  consent: (challenge: string) => string = (challenge) => challenge;
  secret = '';
  /** What happens before its next answer to a document. */
  meanwhile: (() => Promise<unknown>) | undefined;
  calls = 0;
  readonly asked: Verification[] = [];
  readonly pings: Ping[] = [];
  /** Documents whose signature was wrong, or missing. */
  forged = 0;
  /** Everything that ever reached it, as text. */
  everything = '';
  private readonly server = createServer((request, response) => {
    this.answer(request, response).catch(() => response.destroy());
  });

  async open(): Promise<this> {
    this.server.on('connection', (socket) => {
      if (this.manner !== 'down') return;
      this.calls += 1;
      socket.destroy();
    });
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/callback?id=1`;
  }

  /** The headlines of the latest document. */
  get headlines(): readonly string[] {
    const { body = '' } = this.pings.at(-1) ?? {};
    return [...body.matchAll(/<title>([^<]*)<\/title>/g)].slice(1).map(([, title = '']) => title);
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
    const { manner } = this;
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
    if (request.method === 'GET') this.answerVerification(request.url ?? '', response);
    else await this.take(request, body, response);
  }

  private answerVerification(path: string, response: ServerResponse): void {
    const query = new URL(path, this.url).searchParams;
    const of = (name: string) => query.get(`hub.${name}`) ?? '';
    this.asked.push({
      mode: of('mode'),
      topic: of('topic'),
      leaseSeconds: Number(of('lease_seconds')),
      reason: of('reason'),
      url: path,
    });
    response.writeHead(200).end(this.consent(of('challenge')));
  }

  private async take(request: IncomingMessage, body: string, response: ServerResponse) {
    const { meanwhile, secret } = this;
    this.meanwhile = undefined;
    const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    const isSigned = request.headers['x-hub-signature'] === signature;
    if (secret !== '' && !isSigned) this.forged += 1;
    const { 'content-type': type = '', link = '' } = request.headers;
    this.pings.push({ type, links: String(link), body });
    await meanwhile?.();
    if (this.manner === 'endless') this.pour(response);
    else response.writeHead(204).end();
  }

  private pour(response: ServerResponse): void {
    const more = () => {
      if (!response.destroyed) response.write('x'.repeat(65_536), () => setImmediate(more));
    };
    response.on('error', () => undefined).writeHead(200);
    more();
  }
}
