import type { ReaderOutlet } from '../../src/gateway/engine/reader-outlet.ts';
import { Batch } from '../../src/gateway/fan-out/batch.ts';
import { Due } from '../../src/gateway/fan-out/due.ts';
import { JsPath } from '../../src/gateway/fan-out/js-path.ts';
import { Message } from '../../src/gateway/fan-out/message.ts';

interface Request {
  oncomplete?: () => void;
}

/** Node's side of a write, on paper: a request that libuv keeps must not be used again before its end, as Node asserts. */
class PaperNode {
  readonly state = [0, 0, 0, 0];
  readonly kept = new Set<Request>();
  /** Whether libuv keeps the next request. Its queue is empty all the same: the kernel had room at its second attempt. */
  keepsNext = false;
  writes = 0;

  readonly binding = {
    WriteWrap: class {
      oncomplete?: () => void;
    },
    streamBaseState: this.state,
    kLastWriteWasAsync: 3,
  };

  readonly handle = {
    writeQueueSize: 0,
    writeBuffer: (request: Request): number => {
      if (this.kept.has(request)) throw new Error('the request is not free');
      this.writes += 1;
      this.state[3] = this.keepsNext ? 1 : 0;
      if (this.keepsNext) this.kept.add(request);
      return 0;
    },
  };
}

test('a request that libuv keeps is not used for the next write, also when nothing is left in its queue', () => {
  const node = new PaperNode();
  const path = JsPath.load(node.binding);
  const outlet = { isClear: true, clearHandle: node.handle, fd: 1, deflates: false };
  const due = Due.of(outlet as unknown as ReaderOutlet);
  const batch = new Batch(1, undefined);
  batch.add(Message.of('bye', { withinMs: 0 }));
  batch.seal();
  for (const keeps of [false, true, true, false]) {
    node.keepsNext = keeps;
    path.send(due, batch);
  }
  expect(node.writes).toBe(4);
  expect(node.kept.size).toBe(2);
  // Node calls it at the end of each write that was kept.
  for (const { oncomplete } of node.kept) expect(oncomplete).toBeInstanceOf(Function);
});

test('a Node that does not say what became of a write is refused before any reader is written to', () => {
  const { WriteWrap } = new PaperNode().binding;
  expect(() => JsPath.load({ WriteWrap })).toThrow('what became of a write');
  expect(() => JsPath.load({})).toThrow('no WriteWrap');
});
