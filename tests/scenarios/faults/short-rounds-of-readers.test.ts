import { comeInDuring } from '../../faults/rounds/attach.ts';
import { flap, sleep } from '../../faults/rounds/load/sleepers.ts';
import { liveWith } from '../../faults/rounds/wrong-clocks.ts';

// The long ones: npm run faults.
const right = { wrong: 0 };

test('readers that come in while something is published have each change once', async () => {
  expect(await comeInDuring(500)).toMatchObject(right);
});

test('readers that slept for hours have everything when they wake, for a few requests', async () => {
  expect(await sleep(3, 5)).toMatchObject(right);
});

test('readers whose network comes and goes have everything when it has come', async () => {
  expect(await flap(3, 5)).toMatchObject(right);
});

test('instances whose clocks are wrong serve as any other', async () => {
  expect(await liveWith(2, 8)).toMatchObject(right);
});
