import { judge, type Verdict } from '../newsroom/judge.ts';
import { PressRoom } from '../newsroom/press-room.ts';
import { steps, type Step } from '../newsroom/steps.ts';
import { strikes, type Strike } from '../newsroom/strikes.ts';
import type { Round, Row } from '../round.ts';

/** Each act of the newsroom meets each fault once: no word is lost, no post doubled, nothing published early. */
export const round: Round = {
  name: 'newsroom',
  run: async () => {
    await using room = await PressRoom.open();
    const rows: Row[] = [];
    for (const strike of strikes) {
      const verdicts: Verdict[] = [];
      const startedMs = performance.now();
      for (const step of steps) verdicts.push(await liveThrough(room, step, strike));
      const row = rowOf(strike, verdicts, performance.now() - startedMs);
      console.log(`${row.fault}: ${row.note}`, row.example ?? '');
      rows.push(row);
    }
    return rows;
  },
};

let cells = 0;

async function liveThrough(room: PressRoom, step: Step, strike: Strike): Promise<Verdict> {
  cells += 1;
  const feed = `cell-${cells}`;
  const words = `Words of cell ${cells}.`;
  await room.mustCall('POST', '/feeds', { slug: feed, title: feed, ...step.feed });
  const seat = await room.join('editor', feed);
  try {
    const id = await step.prepare(seat, words);
    // A page that is dying answers to no key.
    const acted = step.act(seat, words).catch(() => undefined);
    await strike.begin(seat, step, id);
    if (strike.name !== 'tab killed') await acted;
    await strike.end(seat);
    await room.isWhole();
    return await judge(seat, step, words);
  } catch (error) {
    return { found: 'UNKNOWN', faults: [String(error).split('\n', 1)[0] ?? ''] };
  } finally {
    await seat.context.close();
  }
}

function rowOf(strike: Strike, verdicts: readonly Verdict[], tookMs: number): Row {
  const wrong = verdicts.filter(({ faults }) => faults.length > 0);
  const note = steps.map(({ name }, n) => `${name}: ${verdicts[n]?.found}`).join(', ');
  const examples = steps.flatMap(({ name }, n) => {
    const faults = verdicts[n]?.faults ?? [];
    return faults.map((fault) => `${name}: ${fault}`);
  });
  return {
    fault: `newsroom, ${strike.name}`,
    rounds: verdicts.length,
    views: verdicts.length * 2,
    wrong: wrong.length,
    worstHealMs: tookMs / verdicts.length,
    note,
    ...(examples.length > 0 && { example: examples.join('; ') }),
  };
}
