import { Socket as TcpSocket } from 'node:net';
import { clearOutlets, type Descriptor } from './clear-outlets.ts';

// The only file that knows what Node's net keeps to itself.

/** libuv's end of a TCP connection. */
export interface TcpHandle {
  readonly fd: number;
  /** Bytes libuv holds because the kernel would not take them. */
  readonly writeQueueSize: number;
  /** 0, or a negative error. */
  readonly writeBuffer: (request: object, buffer: Buffer) => number;
}

/** The key under which a TCP socket finds its outlet: handlers are shared by all. */
export const outletKey = Symbol('outlet');

type Destroy = (this: PlainTcp, error: Error | null, done: (error?: Error | null) => void) => void;

/** A `net.Socket`, with what Node keeps to itself. */
export type PlainTcp = Pick<
  TcpSocket,
  | 'write'
  | 'cork'
  | 'uncork'
  | 'end'
  | 'destroy'
  | 'once'
  | 'off'
  | 'on'
  | 'writableLength'
  | 'pause'
  | 'resume'
  | 'setMaxListeners'
> & {
  readonly _handle: (TcpHandle & { readonly constructor: { readonly name: string } }) | null;
  readonly _writableState?: { readonly length: number };
  /** Node calls this hook of every stream once, whatever ends the stream. */
  _destroy: Destroy;
  /** Its outlet: see `outletOf` in outlet.ts. */
  [outletKey]?: Descriptor;
};

/** Undefined where bytes cannot go past the stream: under TLS, or where Node's insides are not as expected. */
export function handleOf({ _handle, _writableState }: PlainTcp): TcpHandle | undefined {
  const isPlain = _handle?.constructor.name === 'TCP' && typeof _writableState?.length === 'number';
  return isPlain && _handle !== null && _handle.fd >= 0 ? _handle : undefined;
}

/** It is open, on this handle, and nothing waits in the stream. */
export function isIdle({ _handle, _writableState }: PlainTcp, handle: TcpHandle): boolean {
  return _handle === handle && _writableState?.length === 0;
}

/** Makes sure that the outlet leaves `clearOutlets` before the descriptor is closed, also when Node closes it. */
export function seeItsEnd(tcp: PlainTcp): void {
  if (handleOf(tcp) !== undefined) tcp._destroy = destroyUnknown;
}

const { _destroy: destroy } = TcpSocket.prototype as unknown as { readonly _destroy: Destroy };

/** One function for all: a closure for each would be memory for each. */
const destroyUnknown: Destroy = function (error, done) {
  if (this[outletKey] !== undefined) clearOutlets.remove(this[outletKey]);
  destroy.call(this, error, done);
};
