import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Reply, SafeClient } from '../followers/send/safe-client.ts';
import { askRemote, faultOf } from '../remote/remote-client.ts';
import { RemoteFault } from '../remote/remote-fault.ts';
import { Line, type ByteStream } from './line.ts';

/** Where a relay has its news from. */
export interface UpstreamAddress {
  /** Without a slash at its end. */
  readonly url: string;
  /** Sent with each call, for a proxy before the upstream that asks for one. */
  readonly token?: string | undefined;
}

/** A stream begins with its first word at once; nothing at all for this long is no answer. */
const beginsWithinMs = 10_000;
/** A stream says something every 25 s at least. */
const silentForMs = 40_000;

/** Asks an upstream over HTTP. Redirects are not followed: nobody leads a relay elsewhere. */
export class HttpLine extends Line {
  private readonly streams = new Set<IncomingMessage>();
  private readonly ended = new AbortController();

  constructor(
    private readonly address: UpstreamAddress,
    private readonly client: SafeClient,
  ) {
    super();
  }

  ask(
    method: 'GET' | 'HEAD',
    path: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<Reply> {
    const url = this.address.url + path;
    const { signal } = this.ended;
    return askRemote(this.client, {
      method,
      url,
      headers: { ...headers, ...this.ownHeaders },
      signal,
    });
  }

  async stream(path: string): Promise<ByteStream> {
    const target = this.address.url + path;
    const options = {
      agent: false,
      signal: this.ended.signal,
      headers: {
        accept: 'text/event-stream',
        'accept-encoding': 'identity',
        ...this.ownHeaders,
      },
    };
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = target.startsWith('https:')
        ? https.get(target, options)
        : http.get(target, options);
      request.setTimeout(beginsWithinMs, () => request.destroy(new Error('silence')));
      request.once('response', resolve);
      request.on('error', () => reject(new RemoteFault('was not reached')));
    });
    response.on('error', () => undefined);
    this.streams.add(response);
    response.once('close', () => this.streams.delete(response));
    response.socket.setTimeout(silentForMs, () => response.destroy());
    const type = response.headers['content-type'] ?? '';
    if (response.statusCode !== 200 || !type.startsWith('text/event-stream')) {
      response.destroy();
      throw faultOf({ status: response.statusCode ?? 0 });
    }
    return response;
  }

  hangUp(): void {
    for (const stream of this.streams) stream.destroy();
  }

  close(): void {
    this.ended.abort();
    this.hangUp();
  }

  private get ownHeaders() {
    const { token } = this.address;
    return {
      'user-agent': 'Dateline relay',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    };
  }
}
