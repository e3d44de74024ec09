import type { Writable } from 'node:stream';
import * as ws from 'ws';

/** What is negotiated, by name; the values of one parameter as they were offered. */
type Params = Readonly<Record<string, readonly unknown[]>>;

interface PerMessageDeflate {
  /** The parameters that are agreed on. Throws when none of the offers will do. */
  readonly accept: (offers: readonly Params[]) => Readonly<Record<string, unknown>>;
}

/** The library's parts that it exports without types (ws 8.21). */
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
  }) => Writable;
};
