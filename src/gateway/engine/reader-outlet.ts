import type { Outlet } from './outlet.ts';
import type { TcpOutlet } from './tcp-outlet.ts';

/** What the fan-out needs of a reader's connection, whichever protocol and engine it is on. */
export type ReaderOutlet = Pick<
  TcpOutlet,
  | 'fd'
  | 'isFull'
  | 'isClear'
  | 'clearHandle'
  | 'isClearFromNow'
  | 'onDrained'
  | 'say'
  | 'goOn'
  | 'cut'
> & {
  /** The client can decompress the shared compressed frame. */
  readonly deflates: boolean;
};

/** What Socket.IO's protocol needs of a reader's connection besides. */
export type SocketOutlet = ReaderOutlet &
  Pick<Outlet, 'origin' | 'host'> & { readonly write: (packet: string) => unknown };
