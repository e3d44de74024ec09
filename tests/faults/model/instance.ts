import { LocalBus } from '../../../src/bus/local-bus.ts';
import type { Change } from '../../../src/feed/change.ts';
import { positionOf, type Position } from '../../../src/feed/position.ts';
import type { Clock } from '../../../src/hub/clock.ts';
import { Hub, type Attachment } from '../../../src/hub/hub.ts';
import type { CatchUp } from '../../../src/hub/tail.ts';
import { feed, ticks, type ModelLog } from './model-log.ts';
import type { ModelReader } from './model-reader.ts';

/** One server process: the real hub on a log that misbehaves, and a gateway reduced to what it promises. */
export class Instance {
  readonly readers = new Set<ModelReader>();
  private readonly bus = new LocalBus();
  private readonly hub: Hub;
  private readonly asking = new Map<ModelReader, symbol>();

  constructor(
    log: ModelLog,
    clock: Clock,
    /** The mutation: something else may happen between the catch-up and the joining. */
    private readonly attachesInTwoSteps: boolean,
  ) {
    const quiet = { forked: () => undefined, unreachable: () => undefined };
    this.hub = new Hub(log.asLog(), this.bus, quiet, clock, 1e9);
    this.hub.open();
    this.bus.announce({ feed });
    this.hub.listen({
      onChange: (change) => this.broadcast({ event: 'change', body: change }),
      onReset: (_feed, snapshot) =>
        this.broadcast({ event: 'snapshot', body: { ...snapshot, reset: 'fork' } }),
    });
  }

  hear(change: Change | undefined): void {
    this.bus.announce(change === undefined ? { feed } : { feed, change });
  }

  attach(reader: ModelReader, position: Position | undefined): void {
    const asked = Symbol('asked');
    this.asking.set(reader, asked);
    const isWanted = () => this.asking.get(reader) === asked && reader.instance === this;
    const join = (attachment: Attachment) => {
      if (!isWanted()) return;
      if (attachment.kind === 'hold') {
        reader.askLater();
        return;
      }
      write(reader, attachment);
      if (!this.attachesInTwoSteps) this.readers.add(reader);
      else void ticks(3).then(() => isWanted() && this.readers.add(reader));
    };
    this.hub.attach(feed, position, join).catch(() => {
      // As the gateway does: refused for now; the reader comes again.
      if (isWanted()) reader.disconnect();
    });
  }

  leave(reader: ModelReader): void {
    this.asking.delete(reader);
    this.readers.delete(reader);
  }

  async sweep(): Promise<void> {
    await this.hub.sweep().catch(() => undefined);
  }

  /** After silence: where the log stands, to everybody. */
  beacon(): void {
    const snapshot = this.hub.held(feed);
    if (snapshot === undefined) return;
    this.broadcast({ event: 'head', body: { feed, ...positionOf(snapshot), now: '' } });
  }

  stop(): void {
    this.hub.close();
    for (const reader of [...this.readers, ...this.asking.keys()]) reader.disconnect();
  }

  private broadcast(message: Parameters<ModelReader['send']>[0]): void {
    for (const reader of this.readers) reader.send(message);
  }
}

function write(reader: ModelReader, attachment: CatchUp): void {
  switch (attachment.kind) {
    case 'snapshot': {
      const { snapshot, reset } = attachment;
      const body = reset === undefined ? snapshot : { ...snapshot, reset };
      reader.send({ event: 'snapshot', body });
      return;
    }
    case 'sync':
      reader.send({
        event: 'sync',
        body: { feed, ...attachment.position, changes: attachment.changes },
      });
      return;
  }
}
