import type { Duplex } from 'node:stream';

/** How long the client may take to read the answer and close. */
const patienceMs = 2_000;
/**
 * At most this many refused connections wait for their clients; further ones are destroyed once the answer is written.
 */
const maxWaiting = 1_000;

let waiting = 0;

/**
 * Answers a refused connection and ends it within 2 s, whatever the client does. Bytes the client still sends are read
 * and dropped: without reading, the server would not notice that the client has closed. `gone` is called once, at the
 * end.
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
