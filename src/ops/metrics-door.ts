import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Config } from '../config.ts';
import { Refusal } from '../feed/refusal.ts';
import { peerOf } from '../http/peer-of.ts';
import type { WrongKeys } from '../http/wrong-keys.ts';
import type { MetricsSettings } from './metrics-settings.ts';

/** Where the public port stands. */
export interface PublicPort {
  readonly isBehindProxy: boolean;
}

/** Settings that name a proxy or a public address say that a connection of this machine may be anybody's. */
export function publicPortOf(config: Pick<Config, 'trustProxy' | 'publicUrl'>): PublicPort {
  return { isBehindProxy: config.trustProxy.length > 0 || config.publicUrl !== undefined };
}

/** Headers that proxies add to the requests of others. */
const proxyHeaders = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];
const ownName = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;
const ownAddress = /^(::ffff:)?127\.|^::1$/;

/**
 * Decides who gets the metrics: they say how many read what, and how busy the machine is. Also the injection token.
 */
export class MetricsDoor {
  constructor(
    private readonly settings: MetricsSettings,
    private readonly publicPort: PublicPort,
    private readonly wrongKeys: Pick<WrongKeys, 'refusal'>,
  ) {}

  /**
   * Lets a request at the public port in: with the token where there is one, otherwise from a program of this machine. Throws
   * `not_found` where metrics have a port of their own, `not_signed_in`, `not_allowed` and `too_many_requests`.
   */
  async enterByPublicPort(request: IncomingMessage): Promise<void> {
    if (this.settings.port !== undefined) {
      throw new Refusal('not_found', 'Nothing is served at this address with this method.');
    }
    if (this.settings.token !== undefined) return this.enterByOwnPort(request);
    if (this.isOfThisMachine(request)) return;
    throw new Refusal(
      'not_allowed',
      'Metrics are for programs of this machine that no proxy stands before. Set METRICS_TOKEN or METRICS_PORT for others.',
    );
  }

  /** Lets a request at the metrics' own port in: with the token where there is one. Throws `not_signed_in` and `too_many_requests`. */
  async enterByOwnPort(request: IncomingMessage): Promise<void> {
    const { token } = this.settings;
    if (token === undefined) return;
    const [, given = ''] = /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    if (timingSafeEqual(hashOf(given), hashOf(token))) return;
    const wrong = new Refusal('not_signed_in', 'Metrics are for who has METRICS_TOKEN.');
    throw await this.wrongKeys.refusal(request, wrong);
  }

  /**
   * A proxy on this machine that names neither itself nor whom it asks for cannot be told from a program; the name in `Host`
   * finds many of them, and pages that a browser of this machine was led to.
   */
  private isOfThisMachine({ headers, socket }: IncomingMessage): boolean {
    return (
      !this.publicPort.isBehindProxy &&
      ownAddress.test(peerOf(socket)) &&
      ownName.test(headers.host ?? '') &&
      proxyHeaders.every((name) => headers[name] === undefined)
    );
  }
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
