import { Shares } from '../../http/shares.ts';
import { maxLagMs } from '../reader-bounds.ts';
import type { Outlet } from './outlet.ts';

/**
 * How much one connection may send between two of its pings. Each TCP chunk counts one, and each message in it one
 * more. A reader that subscribes as often as reader.ts allows comes to 880.
 */
export const maxHeard = 1_000;

/** What a reader sends between two of its pings is a handful; more is loud, and the address pays for it. */
const quietly = 20;
/** What all connections of an address may send while they are loud: two of them as much as each may. */
const talk = { perSecond: 200, burst: 2 * maxHeard };
const loudPauseMs = 1_000;

/** Counts what the connections of an engine send, so that no connection and no address keeps it busy with reading. */
export class Hearing {
  private readonly shares: Shares;

  constructor(clock: { readonly now: () => number } = performance) {
    this.shares = new Shares(talk, clock);
  }

  /**
   * Counts a chunk or a message that arrived, and returns whether it is to be processed. More than `maxHeard` is abuse,
   * whatever was sent (pings, unknown packets, a message in a thousand pieces): the connection is closed.
   */
  hears(outlet: Outlet): boolean {
    outlet.heard += 1;
    if (outlet.heard > maxHeard) {
      // A closing connection is read for the client's close frame, and a client that floods would go on.
      outlet.tcp.pause();
      if (outlet.readyState === 'open') {
        outlet.close(1008);
        outlet.ended('transport close');
      }
    }
    return outlet.readyState === 'open';
  }

  /**
   * Called after each chunk. Pauses reading where the client does not read what it asked for; and, for a second, where
   * a loud connection's address has used up its share. Quiet connections of that address are read as ever.
   */
  rest(outlet: Outlet): void {
    if (outlet.isFull) pauseWhileFull(outlet);
    else if (outlet.heard > quietly && this.shares.take(outlet.address) > 0) pauseWhileLoud(outlet);
  }
}

function pauseWhileLoud({ tcp }: Outlet): void {
  tcp.pause();
  const timer = setTimeout(() => {
    tcp.off('close', end);
    tcp.resume();
  }, loudPauseMs);
  const end = () => clearTimeout(timer);
  tcp.once('close', end);
}

/**
 * Pauses reading from a connection whose client does not read: the answers to its requests would fill memory. Reading
 * resumes when all waiting bytes have been written. After 30 s without that the connection is destroyed.
 */
export function pauseWhileFull(outlet: Outlet): void {
  const { tcp } = outlet;
  tcp.pause();
  const end = () => {
    clearTimeout(patience);
    undo();
    tcp.off('close', end);
  };
  const patience = setTimeout(() => {
    end();
    outlet.ended('transport close');
    tcp.destroy();
  }, maxLagMs);
  const undo = outlet.onDrained(() => {
    end();
    tcp.resume();
  });
  tcp.once('close', end);
}
