import { main } from '../main.ts';
import type { Round } from '../round.ts';

const row = { fault: 'something', rounds: 1, views: 1, worstHealMs: 0 };

test.each<[string, number, Partial<Awaited<ReturnType<Round['run']>>[number]>]>([
  ['nothing is wrong', 0, { wrong: 0 }],
  ['something is wrong', 1, { wrong: 1 }],
  ['a proof noticed what was broken', 0, { wrong: 1, isProof: true }],
  ['a proof noticed nothing', 1, { wrong: 0, isProof: true }],
])('the rounds end, when %s, with %i', async (_, code, more) => {
  const round: Round = { name: 'one', run: async () => [{ ...row, wrong: 0, ...more }] };
  expect(await main([round], [])).toBe(code);
});
