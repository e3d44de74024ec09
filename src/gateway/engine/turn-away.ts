import type { Duplex } from 'node:stream';

/** For the other side to take the answer and hang up. */
const patienceMs = 2_000;
/** So many may take their time at once; the next are hung up on as soon as the answer is written. */
const maxWaiting = 1_000;

let waiting = 0;

/**
 * Answers a connection that opens nothing, and ends it: within 2 s, whatever the other side does. What it still sends
 * is read and dropped, because a connection that is not read never learns that the other side has closed it.
 */
export function turnAway(socket: Duplex, answer: string, gone: () => void): void {
  socket.once('close', gone);
  if (waiting >= maxWaiting) {
    socket.end(answer, () => socket.destroy());
    return;
  }
  waiting += 1;
  const timer = setTimeout(() => socket.destroy(), patienceMs);
  socket.once('close', () => {
    waiting -= 1;
    clearTimeout(timer);
  });
  socket.on('end', () => socket.destroy());
  socket.resume();
  socket.end(answer);
}
