import type { TcpOutlet } from '../../src/gateway/engine/tcp-outlet.ts';
import type { ReaderOutlet } from '../../src/gateway/engine/reader-outlet.ts';
import type { Batch } from '../../src/gateway/fan-out/batch.ts';
import { Due } from '../../src/gateway/fan-out/due.ts';
import { framesFor, Path } from '../../src/gateway/fan-out/path.ts';

/** A path that counts the batches that the kernel did not take whole. */
export class WatchedPath extends Path {
  override readonly name;
  /** Batches of which the kernel took a part; the rest was passed to the stream, or to libuv. */
  partial = 0;
  /** Batches that the kernel took in part or not at all. */
  left = 0;

  constructor(private readonly path: Path) {
    super();
    this.name = path.name;
  }

  override send({ outlets }: Due, batch: Batch): void {
    for (const outlet of outlets) this.sendOne(outlet as TcpOutlet & ReaderOutlet, batch);
  }

  private sendOne(outlet: TcpOutlet & ReaderOutlet, batch: Batch): void {
    const { tcp, isClear, clearHandle } = outlet;
    const before = tcp.writableLength;
    this.path.send(Due.of(outlet), batch);
    if (!isClear) return;
    const rest = tcp.writableLength - before + (clearHandle?.writeQueueSize ?? 0);
    if (rest > 0) this.left += 1;
    if (rest > 0 && rest < framesFor(outlet, batch).length) this.partial += 1;
  }
}
