import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a network treats its next calls. */
export type NetworkManner = 'well' | 'down' | 'busy' | 'refusing' | 'closed' | 'cut' | 'garbage';

/** A post as people on the network see it. */
export interface Shown {
  readonly name: string;
  readonly text: string;
  /** The page that it leads to, where it does not stand in the text. */
  readonly card?: string;
  readonly under?: string;
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly json: Record<string, unknown>;
}

export interface Answered {
  readonly status: number;
  readonly json: object;
}

/** A network of the tests' own, which speaks the interface of a real one. */
export abstract class NetworkServer implements AsyncDisposable {
  manner: NetworkManner = 'well';
  /** What happens before its next answer. */
  meanwhile: (() => Promise<unknown>) | undefined;
  /** What people see, oldest first. */
  readonly shown: Shown[] = [];
  /** Everything that ever reached it, as text. */
  everything = '';
  calls = 0;
  protected names = 0;
  private readonly server = createServer((request, response) => {
    this.take(request, response).catch(() => response.destroy());
  });

  /** A secret that it takes. */
  abstract secret: string;
  abstract get url(): string;

  /** What is asked of it, when it is well. */
  protected abstract answer(call: Call): Answered;
  /** How it says that it is asked too often: with the seconds to wait. */
  protected abstract busy(): Answered & { readonly headers?: Record<string, string> };

  async open(): Promise<this> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return this;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const part of request) body += String(part);
    this.everything += body;
    this.calls += 1;
    const { manner, meanwhile } = this;
    this.meanwhile = undefined;
    await meanwhile?.();
    if (manner === 'down') {
      request.socket.destroy();
      return;
    }
    if (manner === 'garbage') {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>It works!</h1>');
      return;
    }
    const json = body === '' ? {} : (JSON.parse(body) as Record<string, unknown>);
    const { method = '', url: path = '', headers } = request;
    const answered = this.answered({ method, path, headers, json });
    // Carried out, and nobody learns of it.
    if (manner === 'cut') request.socket.destroy();
    else {
      response
        .writeHead(answered.status, { 'content-type': 'application/json', ...answered.headers })
        .end(JSON.stringify(answered.json));
    }
  }

  private answered(call: Call): Answered & { readonly headers?: Record<string, string> } {
    switch (this.manner) {
      case 'busy':
        return this.busy();
      case 'refusing':
        return { status: 422, json: { error: 'no: <b>x</b>' } };
      case 'closed':
        return { status: 401, json: { error: 'The token was revoked' } };
      default:
        return this.answer(call);
    }
  }
}
