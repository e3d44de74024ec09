import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pipeWithin } from '../../src/bus/pipe-within.ts';
import { OwnInstance } from '../../src/instances/own-instance.ts';
import { Reloads } from '../../src/instances/reloads.ts';
import { Supervisor } from '../../src/instances/supervisor.ts';
import { until } from '../until.ts';

/** A real process as successor, which does what its program says. */
describe('a reload', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-successor-'));
  const program = join(folder, 'successor.mjs');

  afterAll(() => rmSync(folder, { recursive: true }));

  function alone(readyPatienceMs: number) {
    const asked: string[] = [];
    const [pipe] = pipeWithin();
    const own = new OwnInstance(pipe, {
      port: () => undefined,
      leave: async () => void asked.push('leave'),
      end: async () => void asked.push('end'),
    });
    const report = { ended: () => undefined, gaveUp: () => undefined };
    const entry = pathToFileURL(program);
    const supervisor = new Supervisor(entry, 1, report, undefined, readyPatienceMs);
    supervisor.keep(own, 0);
    return { supervisor, asked };
  }

  test('whose successor never gets ready ends it, says so, and leaves all as it was', async () => {
    const pidFile = join(folder, 'pid');
    writeFileSync(
      program,
      `import { writeFileSync } from 'node:fs';
      process.on('SIGTERM', () => {});
      writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));
      setInterval(() => {}, 1_000);`,
    );
    const { supervisor, asked } = alone(1_000);
    await expect(supervisor.replaceAll()).rejects.toThrow('it was not ready in 1 s');
    expect(asked).toEqual([]);
    await supervisor.drain();
    expect(asked).toEqual(['end']);
  });

  test('whose successor ends at the last moment leaves all as it was; the next one succeeds', async () => {
    const { supervisor, asked } = alone(60_000);
    const ready = `process.send('{"kind":"ready"}');`;
    writeFileSync(program, `${ready} process.on('message', () => process.exit(3));`);
    await expect(supervisor.replaceAll()).rejects.toThrow('ended before it served (exit code 3)');
    expect(asked).toEqual([]);
    const serving = JSON.stringify({ kind: 'serving', serving: { url: '', port: 1 } });
    writeFileSync(
      program,
      `${ready} process.on('message', () => process.send(${JSON.stringify(serving)}));`,
    );
    await supervisor.replaceAll();
    expect(asked).toEqual(['leave']);
    supervisor.kill();
  });

  test('asked for twice while one is under way is done once more, and not once more for each', async () => {
    const begun: PromiseWithResolvers<void>[] = [];
    const replaceAll = async () => {
      begun.push(Promise.withResolvers());
      await begun.at(-1)?.promise;
    };
    const told: string[] = [];
    const reloads = new Reloads(
      { replaceAll, allLeft: async () => undefined },
      { begun: () => told.push('begun'), done: () => told.push('done'), failed: () => undefined },
    );
    const first = reloads.ask();
    expect(begun).toHaveLength(0);
    reloads.begin();
    const others = [reloads.ask(), reloads.ask()];
    expect(begun).toHaveLength(1);
    begun[0]?.resolve();
    expect(await first).toEqual({ tookMs: expect.any(Number) });
    await until(() => begun.length === 2, 'one more');
    const late = reloads.ask();
    reloads.end();
    const ending = { why: 'the service is being stopped' };
    expect(await Promise.all([late, reloads.ask()])).toEqual([ending, ending]);
    begun[1]?.resolve();
    await until(() => told.length === 4, 'its end');
    const done = { tookMs: expect.any(Number) };
    expect(await Promise.all(others)).toEqual([done, done]);
    expect(begun).toHaveLength(2);
  });
});
