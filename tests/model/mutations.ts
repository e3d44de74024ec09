import type { Bus } from '../../src/bus/bus.ts';
import type { Position } from '../../src/feed/position.ts';
import type { Clock } from '../../src/hub/clock.ts';
import type { Attachment } from '../../src/hub/attachment.ts';
import type { HubReport } from '../../src/hub/hub-report.ts';
import { Hub } from '../../src/hub/hub.ts';
import type { LogReads } from '../../src/log/log-reads.ts';
import type { Told } from '../../src/hub/told.ts';
import { relayMutations } from './relay/relay-mutations.ts';
import { realParts, type Parts } from './parts.ts';

/** A hub that never looks for what no announcement told. */
class WithoutSweep extends Hub {
  override async sweep(): Promise<void> {}
}

/** A hub that lets something else happen between the catch-up and the joining. */
class WithoutOneBlock extends Hub {
  constructor(
    log: LogReads,
    bus: Bus,
    report: HubReport,
    private readonly pace: Clock,
    told: Told | undefined,
  ) {
    super(log, bus, report, pace, 2 ** 30, told);
  }

  override async attach(
    feed: string,
    position: Position | undefined,
    join: (attachment: Attachment) => void,
  ): Promise<boolean> {
    let found: Attachment | undefined;
    const isThere = await super.attach(feed, position, (attachment) => (found = attachment));
    await this.pace.sleep(5);
    if (found !== undefined) join(found);
    return isThere;
  }
}

type Mutation = 'tags' | 'sweep' | 'one block' | 'answers' | keyof typeof relayMutations;

const relays = Object.fromEntries(
  Object.entries(relayMutations).map(([name, makeRelay]) => [name, { ...realParts, makeRelay }]),
) as Record<keyof typeof relayMutations, Parts>;

/**
 * What the design stands on, each switched off alone. Without tags: every row at a place has the same one, so
 * that any comparison of tags comes out right where the places agree.
 */
export const mutations: Readonly<Record<Mutation, Parts>> = {
  tags: { ...realParts, tagOf: (_written, seq) => `t${seq}` },
  // Whatever a follower's target answers counts as told.
  answers: { ...realParts, hear: () => ({ kind: 'done' }) },
  sweep: {
    ...realParts,
    makeHub: (log, bus, report, clock, told) =>
      new WithoutSweep(log, bus, report, clock, 2 ** 30, told),
  },
  'one block': {
    ...realParts,
    makeHub: (log, bus, report, clock, told) => new WithoutOneBlock(log, bus, report, clock, told),
  },
  ...relays,
};
