import { AskedLooks } from '../../src/hub/asked-looks.ts';
import { Directory } from '../../src/hub/directory.ts';
import { SingleFlight } from '../../src/hub/single-flight.ts';

/** A clock that stands still, and what was slept by it. */
function stillClock() {
  const slept: number[] = [];
  const clock = {
    nowMs: 0,
    now: () => clock.nowMs,
    sleep: async (ms: number) => slept.push(ms),
  };
  return { clock, slept };
}

const gate = () => Promise.withResolvers<void>();
/** Lets what waits for nothing else go on. */
const settle = () => new Promise((done) => setImmediate(done));

describe('which feeds there are', () => {
  function directoryOf(existing: (names: readonly string[]) => Promise<readonly string[]>) {
    const { clock, slept } = stillClock();
    const asked: (readonly string[])[] = [];
    const directory = new Directory(async (names) => {
      asked.push(names);
      return (await existing(names)).map((feed) => ({ feed }));
    }, clock);
    return { directory, clock, slept, asked };
  }

  test('those that were learned or announced are known without a question, until the log has them no more', async () => {
    const { directory, asked } = directoryOf(async () => []);
    expect(directory.isComplete).toBe(false);
    directory.learn([{ feed: 'learned' }]);
    expect(directory.isComplete).toBe(true);
    directory.add('announced');
    expect(await directory.has('learned')).toBe(true);
    expect(await directory.has('announced')).toBe(true);
    expect(asked).toEqual([]);
    directory.forget('learned');
    expect(await directory.has('learned')).toBe(false);
    expect(asked).toEqual([['learned']]);
  });

  test('new names of one moment are one question, and what is found stays known', async () => {
    const { directory, asked } = directoryOf(async () => ['a', 'c']);
    const found = await Promise.all(['a', 'b', 'c'].map((name) => directory.has(name)));
    expect(found).toEqual([true, false, true]);
    expect(await directory.has('a')).toBe(true);
    expect(asked).toEqual([['a', 'b', 'c']]);
  });

  test('a question under way is believed where it finds the feed, and asked again where it does not', async () => {
    const first = gate();
    const { directory, asked } = directoryOf(async (names) => {
      if (names.includes('first')) await first.promise;
      return names.includes('made since') && !names.includes('first') ? ['made since'] : ['first'];
    });
    const early = [directory.has('first'), directory.has('made since')];
    await settle();
    const late = [directory.has('first'), directory.has('made since')];
    await settle();
    expect(asked).toHaveLength(1);
    first.resolve();
    expect(await Promise.all([...early, ...late])).toEqual([true, false, true, true]);
    expect(asked).toEqual([['first', 'made since'], ['made since']]);
  });

  test('a question that fails says so to all who wait for it, and the next is asked anew', async () => {
    let isDown = true;
    const { directory } = directoryOf(async () => {
      if (isDown) throw new Error('away');
      return ['a'];
    });
    const found = await Promise.allSettled([directory.has('a'), directory.has('b')]);
    expect(found.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isDown = false;
    expect(await directory.has('a')).toBe(true);
  });

  test('ten questions may follow each other; each quiet second allows one more, never more than ten', async () => {
    const { directory, clock, slept } = directoryOf(async () => []);
    const ask = async (times: number) => {
      slept.length = 0;
      for (let n = 0; n < times; n += 1) await directory.has(`made up ${n}`);
      return slept;
    };
    expect(await ask(11)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1_000]);
    clock.nowMs += 3_000;
    expect(await ask(3)).toEqual([0, 0, 1_000]);
    clock.nowMs += 3_600_000;
    expect(await ask(11)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1_000]);
  });
});

describe('a look that a reader asks for', () => {
  test('is made at once after a quiet second, and otherwise when a second is over since the last', async () => {
    const { clock, slept } = stillClock();
    const looked: string[] = [];
    const looks = new AskedLooks(async (feed) => looked.push(feed) > 0, clock);
    await looks.run('a');
    await looks.run('b');
    clock.nowMs = 400;
    await looks.run('a');
    clock.nowMs = 5_000;
    await looks.run('a');
    expect(slept).toEqual([0, 0, 600, 0]);
    expect(looked).toEqual(['a', 'b', 'a', 'a']);
  });

  test('is one for all who ask before it begins; who asks after that gets the next', async () => {
    const { clock } = stillClock();
    const first = gate();
    let begun = 0;
    const looks = new AskedLooks(async () => {
      begun += 1;
      if (begun === 1) await first.promise;
      return begun > 1;
    }, clock);
    const early = [looks.run('a'), looks.run('a')];
    await settle();
    const late = looks.run('a');
    expect(await late).toBe(true);
    expect(begun).toBe(2);
    first.resolve();
    await Promise.all(early);
    expect(begun).toBe(2);
  });
});

describe('a task that runs once at a time', () => {
  test('is run once more for all who ask while it runs, also when the run before fails', async () => {
    const flights = new SingleFlight();
    const first = gate();
    const runs: string[] = [];
    const task = async () => {
      runs.push('run');
      if (runs.length === 1) await first.promise;
    };
    const one = flights.run('a', task);
    const [two, three] = [flights.run('a', task), flights.run('a', task)];
    await settle();
    expect(runs).toHaveLength(1);
    await flights.run('b', async () => void runs.push('other'));
    first.reject(new Error('failed'));
    await expect(one).rejects.toThrow('failed');
    await Promise.all([two, three]);
    expect(runs).toEqual(['run', 'other', 'run']);
    await flights.run('a', task);
    expect(runs).toHaveLength(4);
  });
});
