import type { Reply } from '../followers/send/safe-client.ts';

/** The body of an answer that does not end by itself. */
export interface ByteStream extends AsyncIterable<Uint8Array> {
  readonly destroy: () => void;
}

/** The way to an upstream. A port: HTTP, or what a model has in its place. */
export abstract class Line {
  /** The answer to one call, whatever its status. Throws a RemoteFault where none comes. */
  abstract ask(
    method: 'GET' | 'HEAD',
    path: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<Reply>;

  /** Opens a stream of events, which the caller destroys. Throws a RemoteFault where none begins. */
  abstract stream(path: string): Promise<ByteStream>;

  /** Destroys all streams. */
  abstract hangUp(): void;

  /** As above, and ends all calls. */
  abstract close(): void;
}
