import { maxLagMs } from '../reader-bounds.ts';
import type { Outlet } from './outlet.ts';

/**
 * How much one connection may send between two of its pings. Each TCP chunk counts one, and each message in it one
 * more. A reader that subscribes as often as reader.ts allows comes to 880.
 */
export const maxHeard = 1_000;

/**
 * Counts a chunk or a message that arrived, and returns whether it is to be processed. More than `maxHeard` is abuse,
 * whatever was sent (pings, unknown packets, a message in a thousand pieces): the connection is closed.
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
 * Pauses reading from a connection whose client does not read: the answers to its requests would fill memory. Reading
 * resumes when all waiting bytes have been written. After 30 s without that the connection is destroyed.
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
