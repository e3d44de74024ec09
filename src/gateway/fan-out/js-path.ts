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

/**
 * Past the streams, straight to libuv's handle, in JavaScript alone. A write the kernel takes whole costs no
 * object; one it does not take is libuv's to finish, and until then the reader is not clear.
 */
export class JsPath extends Path {
  override readonly name = 'js';
  private idle: WriteRequest;

  private constructor(private readonly Request: WriteRequestClass) {
    super();
    this.idle = new Request();
  }

  /** Throws where Node does not show the class of its write requests any more. */
  static load(): JsPath {
    const { binding } = process as unknown as {
      readonly binding: (name: string) => { readonly WriteWrap?: WriteRequestClass };
    };
    const { WriteWrap } = binding('stream_wrap');
    if (typeof WriteWrap !== 'function') throw new Error('this Node has no WriteWrap');
    return new JsPath(WriteWrap);
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
    if (clearHandle.writeQueueSize === 0) return;
    request.buffer = frames;
    request.oncomplete = () => {
      delete request.buffer;
    };
    this.idle = new this.Request();
  }
}
