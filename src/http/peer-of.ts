import type { Socket } from 'node:net';

interface Handle {
  readonly getpeername?: (peer: { address?: string }) => number;
}

/**
 * The address at the other end of a connection; an empty text when it has ended. The same as `remoteAddress`, which
 * would keep what it found with each connection for as long as that lives.
 */
export function peerOf(socket: Pick<Socket, 'remoteAddress'>): string {
  const { _handle: handle } = socket as { readonly _handle?: Handle | null };
  if (typeof handle?.getpeername !== 'function') return socket.remoteAddress ?? '';
  const peer: { address?: string } = {};
  handle.getpeername(peer);
  return peer.address ?? '';
}
