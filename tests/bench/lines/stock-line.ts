import { io, type Socket } from 'socket.io-client';
import type { Change } from '../../../src/feed/change.ts';
import { isTombstone } from '../../../src/feed/item.ts';
import type { Position } from '../../../src/feed/position.ts';
import type { ClientEvents, ServerEvents } from '../../../src/feed/messages.ts';
import { feed } from '../dateline.ts';
import type { OpenReader, Saw } from './line-reader.ts';

/** Parts of the library's own that reach the WebSocket of a socket. */
interface WithTransport {
  readonly engine?: { readonly transport?: { readonly ws?: { readonly terminate?: () => void } } };
}

/** A stock client that says its position when it comes back, and waits as the library does by default. */
export const openStockLine: OpenReader = async (url, saw, lost) => {
  let position: Partial<Position> = {};
  const stay = ({ epoch, seq, tag }: Position) => (position = { epoch, seq, tag });
  const take = (change: Change) => {
    stay(change);
    if (change.kind === 'post' && !isTombstone(change.item)) tell(saw, change.item.headline, false);
  };
  const socket: Socket<ServerEvents, ClientEvents> = io(url, {
    transports: ['websocket'],
    forceNew: true,
    auth: (answer) => answer({ v: 1, subs: [{ feed, ...position }] }),
  });
  socket.on('snapshot', (snapshot) => {
    stay(snapshot);
    for (const entry of snapshot.items.toReversed())
      if (!isTombstone(entry)) tell(saw, entry.headline, true);
  });
  socket.on('sync', (sync) => {
    sync.changes.forEach(take);
    stay(sync);
  });
  socket.on('change', take);
  socket.on('head', stay);
  socket.on('disconnect', lost);
  return {
    cut: () => cutSocket(socket),
    close: () => socket.close(),
  };
};

/** Breaks a stock client's line as a network does, without a word. False: it has none now. */
export function cutSocket(socket: Pick<Socket, 'io'>): boolean {
  const ws = (socket.io as unknown as WithTransport).engine?.transport?.ws;
  ws?.terminate?.();
  return ws?.terminate !== undefined;
}

function tell(saw: Saw, headline: string | undefined, isKnown: boolean): void {
  if (headline !== undefined) saw(Number(headline), isKnown);
}
