import type { Writable } from 'node:stream';
import * as ws from 'ws';

/** A client. The one that Node brings would load all of fetch with it. */
export { WebSocket } from 'ws';

/** The parameters of one offer: each name with the values that were offered. */
type Params = Readonly<Record<string, readonly unknown[]>>;

interface PerMessageDeflate {
  /** The accepted parameters. Throws when no offer can be accepted. */
  readonly accept: (offers: readonly Params[]) => Readonly<Record<string, unknown>>;
}

/** Where a Receiver stands: in state 0 it waits for the first byte of a frame. */
export interface ReceiverState {
  readonly _state?: unknown;
  readonly _bufferedBytes?: unknown;
  readonly _fragmented?: unknown;
  readonly _loop?: unknown;
}

/** Parts of ws 8.21 that the library exports without types. */
export const { extension, PerMessageDeflate, Receiver } = ws as unknown as {
  readonly extension: {
    readonly parse: (header: string) => Readonly<Record<string, readonly Params[] | undefined>>;
    readonly format: (extensions: Readonly<Record<string, readonly unknown[]>>) => string;
  };
  readonly PerMessageDeflate: {
    readonly extensionName: string;
    new (options: {
      readonly isServer: boolean;
      readonly maxPayload: number;
      readonly serverNoContextTakeover: boolean;
      readonly clientNoContextTakeover: boolean;
    }): PerMessageDeflate;
  };
  readonly Receiver: new (options: {
    readonly isServer: boolean;
    readonly maxPayload: number;
    readonly maxFragments: number;
    readonly extensions: Readonly<Record<string, unknown>>;
  }) => Writable & ReceiverState;
};
