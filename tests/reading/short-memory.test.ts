import { ShortMemory } from '../../src/reading/short-memory.ts';
import { until } from '../until.ts';

const page = 'x'.repeat(10_000);
const clock = { ms: 0, now: () => clock.ms };

function memory(maxBytes = 100_000) {
  return new ShortMemory<string>(maxBytes, (text) => text.length, clock);
}

test('a flood of invented questions keeps no more bytes than it may (L7)', async () => {
  const answers = memory();
  for (let n = 0; n < 490; n += 1) await answers.get(`cursor ${n}`, async () => page);
  expect(answers.size).toBe(100_000);
});

test('the bound is in bytes: one answer that is larger than all may be is given, and not kept (L7)', async () => {
  const answers = memory(5_000);
  expect(await answers.get('a', async () => page)).toBe(page);
  expect(answers.size).toBe(0);
});

test('what is too old goes when somebody asks, and when nobody does (L7)', async () => {
  const answers = memory();
  await answers.get('a', async () => page);
  clock.ms += 1_000;
  await answers.get('b', async () => page);
  expect(answers.size).toBe(10_000);
  const alone = new ShortMemory<string>(1_000, (text) => text.length, performance, 20);
  await alone.get('a', async () => 'abc');
  expect(alone.size).toBe(3);
  await until(() => alone.size === 0, 'the memory to be empty');
});

test('who asks the same within a moment shares one question; who asks later is told anew', async () => {
  const answers = memory();
  let asked = 0;
  const ask = async () => `answer ${(asked += 1)}`;
  const same = await Promise.all(Array.from({ length: 100 }, () => answers.get('a', ask)));
  expect(new Set(same)).toEqual(new Set(['answer 1']));
  clock.ms += 1_000;
  expect(await answers.get('a', ask)).toBe('answer 2');
});

test('an error is told to those who wait for it, and not remembered', async () => {
  const answers = memory();
  await expect(answers.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await answers.get('a', async () => 'back')).toBe('back');
});
