import { createECDH, createPublicKey, randomBytes, verify, type ECDH } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Message } from '../../client/push/message.ts';
import type { BrowserAddress } from '../../src/push/store/browser-address.ts';
import { decrypt } from './decrypt.ts';

/** How a push service treats what comes next. */
export type PushManner =
  | 'well'
  /** Takes no connection. */
  | 'down'
  /** Never answers. */
  | 'silent'
  /** Answers 429, and that it is to be asked again in 7 s. */
  | 'busy'
  | 'failing'
  /** Does not take the message. */
  | 'refusing'
  /** There is no such browser any more. */
  | 'gone';

/** A message as its browser reads it. */
export interface Pushed {
  /** The name of the browser. */
  readonly to: string;
  readonly topic: string;
  readonly ttl: number;
  readonly urgency: string;
  readonly message: Message;
  /** As the browser gets it. */
  readonly text: string;
}

const statuses: Readonly<Partial<Record<PushManner, number>>> = {
  busy: 429,
  failing: 500,
  refusing: 400,
  gone: 410,
};

interface Browser {
  /** The public key of the sender that it subscribed with. */
  readonly serverKey: string;
  readonly keys: ECDH;
  readonly auth: Buffer;
}

/** A push service (RFC 8030) and the browsers that it reaches: it takes what is signed by the key that they subscribed with. */
export class PushService implements AsyncDisposable {
  manner: PushManner = 'well';
  /** Browsers that are treated otherwise than the others. */
  readonly manners = new Map<string, PushManner>();
  /** What it took, as often as it came. */
  readonly taken: Pushed[] = [];
  /** Connections and calls, taken or not. */
  tries = 0;
  /** What happens before its next answer. */
  meanwhile: (() => Promise<unknown>) | undefined;
  /** What it was told of the sender, each once. */
  readonly contacts = new Set<string>();
  private readonly browsers = new Map<string, Browser>();
  private readonly server = createServer((request, response) => {
    // What is not signed, not encrypted or not a message is refused.
    this.answer(request, response).catch((error) => response.writeHead(403).end(String(error)));
  });

  private constructor(private readonly serverKey: string) {
    this.server.on('connection', (socket) => {
      if (this.manner !== 'down') return;
      this.tries += 1;
      socket.destroy();
    });
  }

  /** `serverKey`: the public key that browsers subscribe with. */
  static async open(serverKey: string): Promise<PushService> {
    const service = new PushService(serverKey);
    await new Promise<void>((done) => service.server.listen(0, '127.0.0.1', done));
    return service;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** A browser subscribes, with the key of the service or another. */
  subscribe(name: string, serverKey = this.serverKey): BrowserAddress {
    const keys = createECDH('prime256v1');
    keys.generateKeys();
    const auth = randomBytes(16);
    this.browsers.set(name, { serverKey, keys, auth });
    return {
      endpoint: `${this.origin}/push/${name}`,
      p256dh: keys.getPublicKey('base64url'),
      auth: auth.toString('base64url'),
    };
  }

  to(name: string): readonly Pushed[] {
    return this.taken.filter(({ to }) => to === name);
  }

  /** Takes all messages out. */
  splice(): readonly Pushed[] {
    return this.taken.splice(0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((closed) => {
      this.server.close(() => closed());
    });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.tries += 1;
    const { method, url = '', headers } = request;
    const name = url.replace('/push/', '');
    const manner = this.manners.get(name) ?? this.manner;
    if (manner === 'silent') return;
    const body = await buffer(request);
    await this.meanwhile?.();
    const status = statuses[manner];
    if (status !== undefined) {
      response.writeHead(status, status === 429 ? { 'retry-after': '7' } : {}).end();
      return;
    }
    const browser = this.browsers.get(name);
    if (method !== 'POST' || browser === undefined) throw new Error('There is no such browser.');
    this.mustBeSigned(headers.authorization ?? '', browser.serverKey);
    if (headers['content-encoding'] !== 'aes128gcm') throw new Error('It is not encrypted.');
    if (body.length > 4_096) throw new Error('It is too long.');
    const { ttl, urgency = '', topic = '' } = headers as Readonly<Record<string, string>>;
    if (!/^[\w-]{1,32}$/.test(topic)) throw new Error('That is no topic.');
    const text = decrypt(body, browser.keys, browser.auth);
    const message = JSON.parse(text) as Message;
    this.taken.push({ to: name, topic, ttl: Number(ttl), urgency, message, text });
    response.writeHead(201, { location: `${this.origin}/message` }).end();
  }

  /** VAPID (RFC 8292): for this service, by the key of the subscriptions, good for a day at most. */
  private mustBeSigned(authorization: string, serverKey: string): void {
    const [, token = '', key = ''] = /^vapid t=(\S+), k=(\S+)$/.exec(authorization) ?? [];
    if (key !== serverKey) throw new Error('The subscription is of another key.');
    const point = Buffer.from(key, 'base64url');
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((p) => p.toString('base64url'));
    const jwk = { kty: 'EC', crv: 'P-256', ...(x && { x }), ...(y && { y }) };
    const [head = '', claims = '', signature = ''] = token.split('.');
    const by = {
      key: createPublicKey({ key: jwk, format: 'jwk' }),
      dsaEncoding: 'ieee-p1363',
    } as const;
    const signed = Buffer.from(`${head}.${claims}`);
    if (!verify('sha256', signed, by, Buffer.from(signature, 'base64url'))) {
      throw new Error('The signature is not right.');
    }
    const part = (text: string) =>
      JSON.parse(Buffer.from(text, 'base64url').toString()) as Readonly<Record<string, unknown>>;
    const { aud, exp, sub } = part(claims);
    const seconds = Number(exp) - Date.now() / 1_000;
    if (part(head)['alg'] !== 'ES256' || aud !== this.origin) throw new Error('It is for others.');
    if (!(seconds > 0 && seconds <= 86_400)) throw new Error('It is not good now.');
    this.contacts.add(String(sub));
  }
}
