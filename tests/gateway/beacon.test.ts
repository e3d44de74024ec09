import type { Hub } from '../../src/hub/hub.ts';
import { textsIn } from '../../src/gateway/engine/frame.ts';
import type { Outlet } from '../../src/gateway/engine/outlet.ts';
import type { Batch } from '../../src/gateway/fan-out/batch.ts';
import type { Due } from '../../src/gateway/fan-out/due.ts';
import { FanOut } from '../../src/gateway/fan-out/fan-out.ts';
import { Path } from '../../src/gateway/fan-out/path.ts';
import { turnClock } from '../../src/gateway/fan-out/turn-clock.ts';
import { HeadMessages } from '../../src/gateway/numbers/head-messages.ts';
import { Beacon } from '../../src/gateway/sockets/beacon.ts';
import { until } from '../until.ts';

/** A path that records what readers are sent. */
class Noting extends Path {
  override readonly name = 'js';
  readonly sent: string[] = [];

  override send(_due: Due, { messages }: Batch): void {
    this.sent.push(...messages.flatMap(({ frame }) => textsIn(frame)));
  }
}

test('readers of a silent feed are told where its log stands before 25 s have passed, once', async () => {
  let nowMs = 0;
  const path = new Noting();
  const fanOut = new FanOut(path, { ...turnClock, now: () => nowMs });
  const held = { epoch: 'e', seq: 7, tag: 't7' };
  const hub = { held: () => held, staleSince: () => undefined } as unknown as Hub;
  const beacon = new Beacon(hub, fanOut, new HeadMessages({ share: () => 0.5 }, { ms: 200 }));
  const outlet = { fd: -1, deflates: false, isFull: false } as unknown as Outlet;
  fanOut.join({ feed: 'f', outlet, index: -1 });
  nowMs = 20_000;
  fanOut.head({ feed: 'f', ...held, now: '' });
  await until(() => path.sent.length === 1, 'what was said');
  nowMs += 20_000;
  beacon.speak();
  // Silent feeds are looked for once a second.
  nowMs += 4_000;
  beacon.speak();
  beacon.speak();
  await until(() => path.sent.length > 1, 'the beacon');
  expect(path.sent.slice(1)).toEqual([
    expect.stringMatching(/^42\["head",\{"feed":"f",.*"seq":7,.*"share":0\.5,"spreadMs":200/),
  ]);
});
