import type { FeedMessage } from '../../../client/ticker/connect/link.ts';
import type { Hub } from '../../../src/hub/hub.ts';
import type { MirrorListener } from '../../../src/relay/mirrors/mirror-listener.ts';
import { Mirrors } from '../../../src/relay/mirrors/mirrors.ts';
import { RelayBus } from '../../../src/relay/relay-bus.ts';
import { RelayLog } from '../../../src/relay/relay-log.ts';
import type { RelayTime } from '../../../src/relay/time.ts';
import { Upstream } from '../../../src/relay/upstream.ts';
import type { Chance } from '../chance.ts';
import type { MakeHub } from '../instance.ts';
import type { Ledger } from '../judging/ledger.ts';
import { Alarms, Server, type Session } from '../server.ts';
import type { VirtualTime } from '../virtual-time.ts';
import type { ModelDisk } from './model-disk.ts';
import type { ModelLine } from './model-line.ts';
import { Serving } from './serving.ts';

/** Makes the parts of a relay that a mutation replaces. */
export interface MakeRelay {
  readonly mirrors: (
    upstream: Upstream,
    disk: ModelDisk,
    listener: MirrorListener,
    time: RelayTime,
  ) => Mirrors;
  readonly log: (upstream: Upstream, mirrors: Mirrors) => RelayLog;
}

export const realRelay: MakeRelay = {
  mirrors: (upstream, disk, listener, time) => new Mirrors(upstream, disk, listener, time),
  log: (upstream, mirrors) => new RelayLog(upstream, mirrors),
};

/** The real parts of a relay, as `startRelay` puts them together. */
export interface RelayParts {
  readonly line: ModelLine;
  readonly disk: ModelDisk;
  readonly upstream: Upstream;
  readonly mirrors: Mirrors;
  readonly log: RelayLog;
  readonly alarms: Alarms;
  readonly hub: Hub;
}

export function relayParts(
  id: string,
  line: ModelLine,
  disk: ModelDisk,
  {
    time,
    chance,
    make,
    makeHub,
  }: {
    readonly time: VirtualTime;
    readonly chance: Chance;
    readonly make: MakeRelay;
    readonly makeHub: MakeHub;
  },
): RelayParts {
  const relayTime: RelayTime = {
    now: () => time.dateMs,
    after: (ms, task) => time.after(ms, task),
    random: () => chance.below(1_000) / 1_000,
  };
  const silent = { away: () => undefined, back: () => undefined };
  const upstream = new Upstream('http://upstream', id, line, silent, relayTime);
  const bus = new RelayBus(upstream);
  const mirrors = make.mirrors(
    upstream,
    disk,
    bus.listener(() => undefined),
    relayTime,
  );
  const log = make.log(upstream, mirrors);
  const alarms = new Alarms();
  const hub = makeHub(log, bus, alarms.report, time.clock, log);
  return { line, disk, upstream, mirrors, log, alarms, hub };
}

/** A relay: readers are served as everywhere, from an upstream at the end of a line. */
export class ModelRelay extends Server {
  readonly serving: Serving;

  constructor(
    private readonly feeds: readonly string[],
    readonly parts: RelayParts,
    time: VirtualTime,
    chance: Chance,
    ledger: Ledger,
  ) {
    super(feeds, parts.hub, time, chance, ledger, parts.alarms);
    this.serving = new Serving(parts.hub, parts.log, time, () => parts.upstream.relays);
    void parts.upstream.open();
  }

  /** To sockets, and to the relays behind this one. */
  override beacon(feed: string): void {
    super.beacon(feed);
    this.serving.beacon();
  }

  override kill(): void {
    super.kill();
    this.serving.close();
    void this.parts.log.close();
  }

  /** At the end: nothing erased is in memory or on the disk, and nothing counts as old. */
  judge(erasedOf: (feed: string) => readonly string[]): void {
    const { mirrors, disk, log } = this.parts;
    for (const feed of this.feeds) {
      const known = mirrors.all.find((mirror) => mirror.feed === feed)?.known?.tail;
      // A file that nobody has asked for since the start is shown to nobody, and removed after a while.
      if (known === undefined) continue;
      const texts = JSON.stringify([known.snapshot, known.latest(Infinity), disk.files.get(feed)]);
      const kept = erasedOf(feed).find((text) => texts.includes(text));
      if (kept !== undefined) this.ledger.note(`a relay keeps an erased text: ${kept}`);
      const since = log.staleSince(feed);
      if (since !== undefined) this.ledger.note(`a relay says that it is old since ${since}`);
    }
  }

  protected override deliver(session: Session, message: FeedMessage): void {
    this.ledger.served(message);
    if (!this.parts.line.hasHeard) {
      this.ledger.note('a relay shows what its upstream has not confirmed');
    }
    super.deliver(session, message);
  }
}
