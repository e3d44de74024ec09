import { KeyRing } from '../../../src/reading/signed/key-ring.ts';

test('the keys are read once a second at most, however many ask; while they cannot be read, those of before count', async () => {
  let nowMs = 0;
  let reads = 0;
  let isAway = false;
  let secret = 'first';
  const read = async () => {
    reads += 1;
    if (isAway) throw new Error('away');
    return [{ feed: 'members', secret }];
  };
  const ring = new KeyRing(read, { now: () => nowMs });
  const crowd = () => Promise.all(Array.from({ length: 1_000 }, () => ring.of('members')));
  expect(new Set((await crowd()).flat())).toEqual(new Set(['first']));
  expect(await ring.of('other')).toEqual([]);
  nowMs = 999;
  secret = 'second';
  expect(await ring.of('members')).toEqual(['first']);
  expect(reads).toBe(1);
  nowMs = 1_000;
  expect(await ring.of('members')).toEqual(['second']);
  isAway = true;
  nowMs = 2_000;
  await crowd();
  expect([await ring.of('members'), reads]).toEqual([['second'], 3]);
});
