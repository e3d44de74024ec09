import type { Socket } from 'node:net';
import koffi from 'koffi';

/** `SOL_SOCKET`, `SO_SNDBUF` and `SO_RCVBUF`, as Linux numbers them. */
const [level, options] = [1, { send: 7, receive: 8 }] as const;

type SetSocketOption = (...words: readonly [number, number, number, Int32Array, number]) => number;

/** Sets the size of a TCP socket's kernel buffer, which Node cannot. The kernel doubles the value, for its own use. */
export function shrinkBuffer(socket: Socket, which: 'send' | 'receive', bytes: number): void {
  const { fd } = (socket as unknown as { readonly _handle: { readonly fd: number } })._handle;
  const setsockopt = koffi
    .load(null)
    .func('int setsockopt(int, int, int, int *, unsigned int)') as unknown as SetSocketOption;
  if (setsockopt(fd, level, options[which], new Int32Array([bytes]), 4) !== 0) {
    throw new Error(`the ${which} buffer stays as it is`);
  }
}
