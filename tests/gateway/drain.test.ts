import { Drain } from '../../src/gateway/drain.ts';

/** A drain of `readers` readers beside `others` instances; what it does stands in `done`, and `waits` end when they are called. */
function drainOf(readers: number, others: number) {
  const done: string[] = [];
  const waits: (() => void)[] = [];
  const sends = (what: string) => ({
    sendAway: () => {
      done.push(what);
    },
  });
  const drain = new Drain(
    sends('sockets'),
    sends('streams'),
    { ms: 200, readers },
    { count: others, leave: () => done.push('others') },
    () => new Promise<void>((ended) => waits.push(ended)),
  );
  return { drain, done, waits };
}

describe('a drain', () => {
  test.each([
    ['towards nobody', 0, ['sockets']],
    ['beside another instance', 1, ['sockets', 'streams']],
  ])('%s sends nobody away before what was on its way has come', async (_, others, sentAway) => {
    const { drain, done, waits } = drainOf(1, others);
    const run = drain.run();
    expect(done).toEqual(['others']);
    expect(waits).toHaveLength(1);
    waits[0]?.();
    await new Promise((turn) => setImmediate(turn));
    expect(done).toEqual(['others', ...sentAway]);
    if (others === 0) await run;
  });

  test('without readers and others waits for nothing', async () => {
    const { drain, done, waits } = drainOf(0, 0);
    await drain.run();
    expect(done).toEqual(['others', 'sockets']);
    expect(waits).toEqual([]);
  });
});
