import { Chance } from './chance.ts';
import { levelsOf, relayStepOf, type RelayStep } from './relay/relay-steps.ts';

/** One thing that happens. Numbers choose: which instance, reader, item, copy; each taken modulo how many there are. */
type LogStep =
  | {
      readonly kind: 'publish';
      readonly by: number;
      readonly what: number;
      readonly crash: boolean;
      /** By a later version, which has kinds that nobody here knows. */
      readonly later?: boolean;
    }
  | { readonly kind: 'flood'; readonly by: number; readonly count: number }
  | { readonly kind: 'connect'; readonly reader: number; readonly to: number }
  | { readonly kind: 'disconnect'; readonly reader: number }
  | { readonly kind: 'lose frames'; readonly reader: number; readonly count: number }
  | { readonly kind: 'stall'; readonly reader: number; readonly ms: number }
  | { readonly kind: 'reload'; readonly reader: number }
  | { readonly kind: 'beacon'; readonly by: number }
  | { readonly kind: 'restart'; readonly instance: number }
  | { readonly kind: 'restart all' }
  | { readonly kind: 'restore'; readonly copy: number; readonly growth: number }
  | { readonly kind: 'rotate' }
  | { readonly kind: 'log down'; readonly ms: number }
  | { readonly kind: 'log slow'; readonly ms: number; readonly slowMs: number }
  | { readonly kind: 'bus down'; readonly ms: number }
  | { readonly kind: 'bus bad'; readonly percent: number; readonly lateMs: number };

export type Step = LogStep | RelayStep;

/** What happens, and how long after what was before. */
export interface Timed {
  readonly afterMs: number;
  readonly step: Step;
}

/** A schedule is data: run again it runs the same, and with steps left out it is a smaller one. */
export interface Schedule {
  readonly seed: number;
  readonly feeds: number;
  readonly instances: number;
  readonly readers: number;
  /** Changes in each feed before it begins. */
  readonly grown: number;
  /** How many relays are on each level between the log and its readers; empty: none. */
  readonly relays: readonly number[];
  readonly steps: readonly Timed[];
}

/** How often each kind comes, of the sum of all. */
const weights: Readonly<Record<LogStep['kind'], number>> = {
  publish: 450,
  // Long ones cost a thousand times as much as the others: see scheduleOf.
  flood: 0,
  connect: 150,
  disconnect: 40,
  'lose frames': 40,
  stall: 30,
  reload: 20,
  beacon: 30,
  restart: 30,
  'restart all': 8,
  restore: 50,
  rotate: 8,
  'log down': 40,
  'log slow': 40,
  'bus down': 30,
  'bus bad': 40,
};
const kinds = Object.entries(weights).flatMap(([kind, weight]) =>
  Array.from({ length: weight / 2 }, () => kind as LogStep['kind']),
);

/** The schedule of a seed. In every fourth there are relays. */
export function scheduleOf(seed: number): Schedule {
  const chance = new Chance(seed);
  const schedule = {
    seed,
    feeds: chance.is(15) ? 2 : 1,
    instances: 2 + chance.below(2),
    readers: 2 + chance.below(3),
    grown: chance.is(30) ? 18 + chance.below(8) : chance.below(4),
    relays: [],
    steps: [...stepsOf(chance), ...(chance.below(400) === 0 ? flooded(chance) : [])],
  };
  return seed % 4 === 2 ? withRelays(schedule) : schedule;
}

/** By chances of its own: what else happens is the same with relays and without them. */
function withRelays(schedule: Schedule): Schedule {
  const chance = new Chance(schedule.seed ^ 0x3f84d5b5);
  const relays = levelsOf(chance);
  const steps = schedule.steps.flatMap((timed) => {
    if (!chance.is(50)) return [timed];
    const step = chance.is(30) ? stepOf(chance, 'connect') : relayStepOf(chance);
    return [timed, { afterMs: pauseOf(chance), step }];
  });
  return { ...schedule, relays, steps, readers: schedule.readers + 2 };
}

function stepsOf(chance: Chance): readonly Timed[] {
  const count = 8 + chance.below(40);
  return Array.from({ length: count }, () => ({
    afterMs: pauseOf(chance),
    step: stepOf(chance, kinds[chance.below(kinds.length)] ?? 'publish'),
  }));
}

/** More than a memory holds, and what happens after. */
function flooded(chance: Chance): readonly Timed[] {
  return [{ afterMs: pauseOf(chance), step: stepOf(chance, 'flood') }, ...stepsOf(chance)];
}

/** Often at once, so that things meet; sometimes long enough that all is well between. */
function pauseOf(chance: Chance): number {
  const kind = chance.below(10);
  if (kind < 5) return chance.below(8);
  return chance.below(kind < 9 ? 300 : 2_500);
}

function stepOf(chance: Chance, kind: LogStep['kind']): LogStep {
  const n = chance.below(1_000);
  switch (kind) {
    case 'publish':
      return {
        kind,
        by: n,
        what: chance.below(100_000),
        crash: chance.is(8),
        later: chance.is(12),
      };
    case 'flood':
      return { kind, by: n, count: 450 + chance.below(1_200) };
    case 'connect':
      return { kind, reader: n, to: chance.below(1_000) };
    case 'lose frames':
      return { kind, reader: n, count: 1 + chance.below(3) };
    case 'stall':
      return { kind, reader: n, ms: chance.below(3_000) };
    case 'disconnect':
    case 'reload':
      return { kind, reader: n };
    case 'beacon':
      return { kind, by: n };
    case 'restart':
      return { kind, instance: n };
    case 'restart all':
    case 'rotate':
      return { kind };
    case 'restore':
      return { kind, copy: chance.below(100_000), growth: chance.below(4) };
    case 'log down':
    case 'bus down':
      return { kind, ms: chance.below(3_000) };
    case 'log slow':
      return { kind, ms: chance.below(3_000), slowMs: chance.below(1_500) };
    case 'bus bad':
      return { kind, percent: chance.below(70), lateMs: chance.below(4) * chance.below(1_000) };
  }
}
