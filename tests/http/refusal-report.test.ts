import { RefusalReport } from '../../src/http/refusal-report.ts';

test('an operator reads of a flood of refusals once a minute, with how many there were', () => {
  const time = { ms: 0, due: [] as { readonly at: number; readonly work: () => void }[] };
  const said: string[] = [];
  const report = new RefusalReport(
    (text) => void said.push(text),
    { now: () => time.ms },
    (work, ms) => void time.due.push({ at: time.ms + ms, work }),
  );
  const pass = (ms: number) => {
    time.ms += ms;
    for (const one of time.due.splice(0)) {
      if (one.at <= time.ms) one.work();
      else time.due.push(one);
    }
  };
  for (let n = 0; n < 500; n += 1) report.met('key');
  // Another reason waits for none.
  report.met('origin');
  expect(said).toEqual([
    'A wrong token, password or code was given, and refused.',
    expect.stringMatching(/^A site is refused a feed/),
  ]);
  pass(59_000);
  expect(said).toHaveLength(2);
  pass(1_000);
  expect(said[2]).toMatch(/^A wrong token.* \(499 times in the last minute\)$/);
  // Every one was named: a silent minute says nothing, and the next is said at once.
  pass(120_000);
  expect(said).toHaveLength(3);
  report.met('key');
  expect(said[3]).toBe(said[0]);
  expect(report.counts).toEqual({
    connections: 0,
    reads: 0,
    admission: 0,
    origin: 1,
    key: 501,
    guesses: 0,
  });
});
