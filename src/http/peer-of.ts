import type { Socket } from 'node:net';

interface Handle {
  readonly getpeername?: (peer: { address?: string }) => number;
}

/**
 * The remote address of a connection; an empty text when the connection has ended. Node's `remoteAddress` would also
 * store the address in each socket, which costs memory per connection.
 */
export function peerOf(socket: Pick<Socket, 'remoteAddress'>): string {
  const { _handle: handle } = socket as { readonly _handle?: Handle | null };
  if (typeof handle?.getpeername !== 'function') return socket.remoteAddress ?? '';
  const peer: { address?: string } = {};
  handle.getpeername(peer);
  return peer.address ?? '';
}
