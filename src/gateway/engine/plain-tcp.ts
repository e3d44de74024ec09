import { Socket as TcpSocket } from 'node:net';
import { clearOutlets, type Descriptor } from './clear-outlets.ts';

// The only file that uses private parts of Node's net module.

/** The part of libuv's TCP handle that is used here. */
export interface TcpHandle {
  readonly fd: number;
  /** Bytes that libuv keeps because the kernel's send buffer is full. */
  readonly writeQueueSize: number;
  /** 0, or a negative error. */
  readonly writeBuffer: (request: object, buffer: Buffer) => number;
  readonly readStop: () => number;
  readonly close: () => void;
}

/** The key of the outlet on its TCP socket. Event handlers are shared by all connections and find the outlet by it. */
export const outletKey = Symbol('outlet');

type Destroy = (this: PlainTcp, error: Error | null, done: (error?: Error | null) => void) => void;

/** A `net.Socket`, with the private members that are used here. */
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
  | 'writable'
  | 'readableLength'
  | 'isPaused'
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

/**
 * The handle for writes that bypass the stream; undefined under TLS, or where Node's private parts are not as
 * expected.
 */
export function handleOf({ _handle, _writableState }: PlainTcp): TcpHandle | undefined {
  const isPlain = _handle?.constructor.name === 'TCP' && typeof _writableState?.length === 'number';
  return isPlain && _handle !== null && _handle.fd >= 0 ? _handle : undefined;
}

/** True when the socket is open on this handle and no bytes wait in the stream. */
export function isIdle({ _handle, _writableState }: PlainTcp, handle: TcpHandle): boolean {
  return _handle === handle && _writableState?.length === 0;
}

/** Makes sure that the outlet leaves `clearOutlets` before the descriptor is closed, also when Node closes it. */
export function seeItsEnd(tcp: PlainTcp): void {
  if (handleOf(tcp) !== undefined) tcp._destroy = destroyUnknown;
}

/**
 * Stops reading at once, when nothing that was read waits in the stream; then every byte that is still to come is left to whoever gets the
 * handle. False: it reads on.
 */
export function stopReading(tcp: PlainTcp, handle: TcpHandle): boolean {
  if (tcp.isPaused() || tcp.readableLength > 0) return false;
  return handle.readStop() === 0;
}

/** A socket on a handle that came from another process; it reads when somebody listens to its data. */
export function socketOn(handle: object): PlainTcp {
  const tcp = new TcpSocket({ handle, readable: true, writable: true } as object);
  return tcp as unknown as PlainTcp;
}

const { _destroy: destroy } = TcpSocket.prototype as unknown as { readonly _destroy: Destroy };

/** Shared by all connections: a closure would cost memory per connection. */
const destroyUnknown: Destroy = function (error, done) {
  if (this[outletKey] !== undefined) clearOutlets.remove(this[outletKey]);
  destroy.call(this, error, done);
};
