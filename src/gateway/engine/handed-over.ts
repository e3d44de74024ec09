import type { Agreement } from './compression.ts';
import { agreeOn } from './compression.ts';
import type { Guest } from './door.ts';
import { Outlet, type Outbox } from './outlet.ts';
import type { PlainTcp } from './plain-tcp.ts';

/** What a connection is besides its descriptor, as one process tells it another. */
export interface HandedOver extends Guest {
  readonly id: string;
  /** What the client offered of compression; the answer to it is agreed on anew, and the same. */
  readonly offer: string | undefined;
  /** In how many seconds the next ping is due. */
  readonly pingIn: number;
}

/**
 * A connection that another process had. Its client has joined long ago: Socket.IO, for which it is new, is told of a
 * join that nobody sent, and the client is not told of its answer.
 */
export class AdoptedOutlet extends Outlet {
  private begin: (() => void) | undefined;

  /** `begin` is called when the connection has joined: it is not read before. */
  static of(connection: HandedOver, tcp: PlainTcp, outbox: Outbox, begin: () => void) {
    const { id, offer } = connection;
    const outlet = new AdoptedOutlet(id, tcp, agreementOn(offer), outbox, connection);
    outlet.begin = begin;
    return outlet;
  }

  /** To be called when it has joined. True the first time: from now on it is like any other. */
  joins(): boolean {
    const { begin } = this;
    this.begin = undefined;
    begin?.();
    return begin !== undefined;
  }

  override write(packet: string): this {
    return this.begin === undefined ? super.write(packet) : this;
  }
}

function agreementOn(offer: string | undefined): Agreement {
  const agreement = agreeOn(offer);
  if (agreement === undefined) throw new Error('the extensions are malformed');
  return agreement;
}
