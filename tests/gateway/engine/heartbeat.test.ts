import fc from 'fast-check';
import {
  Heartbeat,
  pingInterval,
  pingTimeout,
  roundSeconds,
} from '../../../src/gateway/engine/heartbeat.ts';
import type { Outlet } from '../../../src/gateway/engine/outlet.ts';

/** How long a standard client waits for a ping before it gives up. */
const patienceSeconds = (pingInterval + pingTimeout) / 1_000;
const round = roundSeconds;

/** The part of an outlet that the heartbeat uses. */
class Heard {
  heard = 1;
  beat = 0;
  slot = 0;
  isThere = true;
  readonly joinedAt: number;
  readonly pings: number[] = [];
  endedAt: number | undefined;
  destroyed = 0;
  /** True when the client answers pings. */
  saysSomething = true;
  readonly tcp = { destroy: () => (this.destroyed += 1) };

  constructor(
    private readonly heartbeat: Heartbeat,
    private readonly now: () => number,
  ) {
    this.joinedAt = now();
  }

  say(): void {
    this.pings.push(this.now());
  }

  ended(): void {
    this.endedAt = this.now();
    this.isThere = false;
    this.heartbeat.remove(this as unknown as Outlet);
  }
}

type Step = 'join' | 'leave' | 'fall silent' | 'tick';

/** Runs the steps, and returns every broken promise. */
function live(steps: readonly (readonly [Step, number])[]): readonly string[] {
  let seconds = 0;
  let chance = 0;
  const heartbeat = new Heartbeat(Buffer.from('ping'), () => chance);
  const all: Heard[] = [];
  const there = () => all.filter(({ isThere }) => isThere);
  const tick = () => {
    heartbeat.tick();
    seconds += 1;
    for (const one of there()) if (one.saysSomething) one.heard += 1;
  };
  for (const [step, number] of steps) {
    const one = there()[number % Math.max(1, there().length)];
    chance = (number % 1_000) / 1_000;
    if (step === 'join') {
      const heard = new Heard(heartbeat, () => seconds);
      all.push(heard);
      heartbeat.add(heard as unknown as Outlet);
    } else if (step === 'leave' && one !== undefined) {
      one.isThere = false;
      heartbeat.remove(one as unknown as Outlet);
    } else if (step === 'fall silent' && one !== undefined) one.saysSomething = false;
    else for (let n = 0; n < number % 60; n += 1) tick();
  }
  for (let n = 0; n < 2 * round; n += 1) tick();
  return all.flatMap((one, index) => {
    const { joinedAt, pings, endedAt, isThere, saysSomething, destroyed } = one;
    const faults: string[] = [];
    const times = [joinedAt, ...pings];
    const gaps = times.slice(1).map((time, n) => time - (times[n] ?? 0));
    if ((gaps[0] ?? 0) > round) faults.push(`first pinged after ${gaps[0]} s`);
    if (gaps.slice(1).some((gap) => gap !== round)) faults.push(`pinged at ${times.join(' ')}`);
    if (isThere && seconds - (times.at(-1) ?? 0) > round) faults.push('forgotten');
    if (endedAt !== undefined && saysSomething) faults.push('ended, and it answered');
    if (endedAt !== undefined && destroyed !== 1) faults.push(`destroyed ${destroyed} times`);
    if (isThere && !saysSomething) faults.push('silent for two rounds, and still there');
    return faults.map((fault) => `${index}: ${fault}`);
  });
}

test('everyone is pinged once a round, and who is silent for one is given up, and nobody else', () => {
  const steps = fc.array(
    fc.tuple(
      fc.constantFrom<Step>('join', 'join', 'join', 'leave', 'fall silent', 'tick'),
      fc.nat(100_000),
    ),
    { minLength: 10, maxLength: 80 },
  );
  fc.assert(
    fc.property(steps, (given) => {
      expect(live(given)).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

test('a ping comes well before a client that follows the rules gives up', () => {
  expect(round).toBeLessThan(patienceSeconds - 5);
});

test('a proxy that cuts off what is silent for 25 s never does (A9)', () => {
  expect(round).toBeLessThan(25);
});

test('a half-open connection is given up by both sides in time to be back within 45 s (A8)', () => {
  // A stock client comes back 1.5 s later at the most, ours 4 s.
  expect(patienceSeconds + 4 + 1).toBeLessThanOrEqual(45);
  expect(2 * round).toBeLessThan(45);
});
