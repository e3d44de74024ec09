import * as fc from 'fast-check';
import type { Position } from '../../src/feed/position.ts';
import { Audience } from '../../src/gateway/fan-out/audience.ts';
import type { Batch } from '../../src/gateway/fan-out/batch.ts';
import type { Due } from '../../src/gateway/fan-out/due.ts';
import { Message } from '../../src/gateway/fan-out/message.ts';
import type { Outlet } from '../../src/gateway/engine/outlet.ts';
import { PlainPath } from '../../src/gateway/fan-out/path.ts';
import type { Subscriber } from '../../src/gateway/fan-out/subscriber.ts';

const at = (seq: number): Position => ({ epoch: 'e', seq, tag: `t${seq}` });

/** A subscriber that records what it is sent, and can stop reading. */
class Listener implements Subscriber {
  readonly feed = 'f';
  readonly heard: number[] = [];
  index = -1;
  isStalled = false;
  setAsideAt: number | undefined;
  readonly outlet: Outlet;

  constructor(readonly joinedAt: number) {
    const isFull = () => this.isStalled;
    this.outlet = {
      fd: -1,
      deflates: false,
      get isFull() {
        return isFull();
      },
      say: (frames: Buffer) => this.heard.push(...seqsIn(frames)),
    } as unknown as Outlet;
  }
}

/** The seqs in unmasked text frames, in order. */
function seqsIn(frames: Buffer): readonly number[] {
  const found = [...frames.toString().matchAll(/"seq":(\d+)/g)];
  return found.map(([, seq]) => Number(seq));
}

type Step = 'say' | 'join' | 'leave' | 'stall' | 'serve';

/** Runs the steps, and returns every fault in what the subscribers were sent. */
function live(steps: readonly (readonly [Step, number])[]): readonly string[] {
  const audience = new Audience(0);
  const path = new PlainPath('node');
  const all: Listener[] = [];
  let seq = 0;
  const there = () => all.filter(({ index }) => index >= 0);
  const onLagging = (subscriber: Subscriber, position: Position) => {
    (subscriber as Listener).setAsideAt = position.seq;
  };
  const join = () => {
    const listener = new Listener(seq);
    all.push(listener);
    audience.join(listener);
  };
  while (all.length < 150) join();
  for (const [step, chance] of steps) {
    const listeners = there();
    const one = listeners[chance % Math.max(1, listeners.length)];
    switch (step) {
      case 'say':
        seq += 1;
        audience.say(Message.of('head', { feed: 'f', ...at(seq), now: '' }), {
          from: at(seq - 1),
          to: at(seq),
        });
        break;
      case 'join':
        join();
        break;
      case 'leave':
        if (one !== undefined) audience.leave(one);
        break;
      case 'stall':
        if (one !== undefined) one.isStalled = true;
        break;
      case 'serve':
        audience.serve(path, () => chance % 3 > 0, onLagging);
    }
  }
  audience.serve(path, () => false, onLagging);
  return all.flatMap((listener) => {
    const { heard, joinedAt, setAsideAt, index } = listener;
    const isInOrder = heard.every((each, n) => each === joinedAt + 1 + n);
    if (!isInOrder) return [`joined at ${joinedAt}, heard ${heard.join(' ')}`];
    const last = heard.at(-1) ?? joinedAt;
    if (setAsideAt !== undefined && setAsideAt !== last) {
      return [`set aside at ${setAsideAt}, heard up to ${last}`];
    }
    return index >= 0 && last !== seq ? [`heard up to ${last} of ${seq}`] : [];
  });
}

const steps = fc.array(
  fc.tuple(
    fc.constantFrom<Step>(
      'say',
      'say',
      'join',
      'join',
      'leave',
      'leave',
      'stall',
      'serve',
      'serve',
    ),
    fc.nat(10_000),
  ),
  { minLength: 20, maxLength: 120 },
);

test('whoever comes, goes or stalls in the middle of a broadcast hears what follows its joining, once, in order', () => {
  fc.assert(
    fc.property(steps, (given) => {
      expect(live(given)).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});

test('a message for many is joined with what is due in the same turn, and kept apart from what was counted on', () => {
  const audience = new Audience(0);
  const sizes: number[] = [];
  class Counting extends PlainPath {
    override send(due: Due, batch: Batch): void {
      for (const _ of due.outlets) sizes.push(batch.messages.length);
      super.send(due, batch);
    }
  }
  const say = (seq: number) =>
    audience.say(Message.of('head', { feed: 'f', ...at(seq), now: '' }), { to: at(seq) });
  const [early, late] = [new Listener(0), new Listener(3)];
  audience.join(early);
  for (const seq of [1, 2, 3]) say(seq);
  audience.join(late);
  for (const seq of [4, 5]) say(seq);
  audience.serve(
    new Counting('node'),
    () => false,
    () => undefined,
  );
  expect(sizes).toEqual([3, 2, 2]);
  expect(early.heard).toEqual([1, 2, 3, 4, 5]);
  expect(late.heard).toEqual([4, 5]);
});
