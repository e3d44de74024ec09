import { maxLagMs } from '../reader-bounds.ts';
import type { Outlet } from './outlet.ts';

/**
 * What may come from one connection between two of its pings: pieces of what it sent and the messages in them, one
 * each. A reader that changes what it follows as often as it may (see reader.ts) comes to 880.
 */
export const maxHeard = 1_000;

/**
 * Counts something that came, and says whether it is to be read. Too much is abuse, whatever it is: pings, packets
 * that nobody knows, a word in a thousand pieces. The connection is closed.
 */
export function hears(outlet: Outlet): boolean {
  outlet.heard += 1;
  if (outlet.heard > maxHeard && outlet.readyState === 'open') {
    outlet.close(1008);
    outlet.ended('transport close');
  }
  return outlet.readyState === 'open';
}

/**
 * Reads nothing more from a connection that does not read: what it asks would be answered into memory. It goes on by
 * itself when all that waits has gone out, and is over when that takes 30 s.
 */
export function pauseWhileFull(outlet: Outlet): void {
  if (!outlet.isFull) return;
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
