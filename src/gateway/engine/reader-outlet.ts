import type { Outlet } from './outlet.ts';

/** What the fan-out and the protocol need of a reader's connection, whichever engine it is on. */
export type ReaderOutlet = Pick<
  Outlet,
  | 'fd'
  | 'deflates'
  | 'origin'
  | 'host'
  | 'isFull'
  | 'isClear'
  | 'clearHandle'
  | 'isClearFromNow'
  | 'onDrained'
  | 'say'
  | 'goOn'
  | 'cut'
> & { readonly write: (packet: string) => unknown };
