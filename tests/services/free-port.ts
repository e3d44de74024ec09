import { createServer } from 'node:net';

/** Below what kernels give to outgoing connections (32,768 and up): nobody gets it who has not asked for it. */
const [least, most] = [10_000, 32_000];
/** Each worker has ports of its own: one whose server is down for a while is given to no other. */
const workers = 4;
const share = Math.floor((most - least) / workers);
const first = least + ((Number(process.env['JEST_WORKER_ID'] ?? 1) - 1) % workers) * share;
const last = first + share - 1;
let next = first + Math.floor(Math.random() * (last - first));

/** A port nobody listens on just now, and no other caller in this process is given. */
export async function freePort(): Promise<number> {
  for (;;) {
    next = next >= last ? first : next + 1;
    if (await isFree(next)) return next;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
