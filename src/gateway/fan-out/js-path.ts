import type { Batch } from './batch.ts';
import type { ReaderOutlet } from '../engine/reader-outlet.ts';
import type { Due } from './due.ts';
import { framesFor, Path } from './path.ts';

/** A write under way in libuv; kept alive, with its bytes, until `oncomplete`. */
interface WriteRequest {
  oncomplete?: () => void;
  buffer?: Buffer;
}

type WriteRequestClass = new () => WriteRequest;

/** What Node's streams write by; for each write, the state says whether libuv keeps the request. */
export interface StreamBinding {
  readonly WriteWrap?: WriteRequestClass;
  readonly streamBaseState?: Readonly<Record<number, number>>;
  readonly kLastWriteWasAsync?: number;
}

/**
 * Past the streams, straight to libuv's handle, in JavaScript alone. A write the kernel takes whole costs no
 * object; one it does not take is libuv's to finish, and until then the reader is not clear.
 */
export class JsPath extends Path {
  override readonly name = 'js';
  private idle: WriteRequest;

  private constructor(
    private readonly Request: WriteRequestClass,
    private readonly isTaken: () => boolean,
  ) {
    super();
    this.idle = new Request();
  }

  /** Throws where Node does not show the class of its write requests, or what became of a write, any more. */
  static load(from: StreamBinding = nodesOwn()): JsPath {
    const { WriteWrap, streamBaseState: state, kLastWriteWasAsync: at } = from;
    if (typeof WriteWrap !== 'function') throw new Error('this Node has no WriteWrap');
    if (state === undefined || at === undefined || typeof state[at] !== 'number')
      throw new Error('this Node does not say what became of a write');
    return new JsPath(WriteWrap, () => state[at] !== 0);
  }

  override send({ outlets }: Due, batch: Batch): void {
    for (const outlet of outlets) this.sendFrames(outlet, framesFor(outlet, batch));
  }

  private sendFrames(outlet: ReaderOutlet, frames: Buffer): void {
    const { clearHandle } = outlet;
    if (clearHandle === undefined || !outlet.isClear || clearHandle.writeQueueSize > 0) {
      outlet.say(frames);
      return;
    }
    const request = this.idle;
    const error = clearHandle.writeBuffer(request, frames);
    if (error !== 0) {
      // It broke: the stream finds out by writing.
      outlet.goOn(frames, error);
      return;
    }
    // Not told by the queue: libuv may have written the rest at once, and keeps the request for a turn all the same. Node ends the
    // process when a request is used that is not free.
    if (!this.isTaken()) return;
    request.buffer = frames;
    request.oncomplete = () => {
      delete request.buffer;
    };
    this.idle = new this.Request();
  }
}

function nodesOwn(): StreamBinding {
  const { binding } = process as unknown as { readonly binding: (name: string) => StreamBinding };
  return binding('stream_wrap');
}
