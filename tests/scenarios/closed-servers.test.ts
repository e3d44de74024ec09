import { printedBy } from '../process.ts';
import { emptyFolder } from '../services/databases.ts';

/** Prints for each of some servers that were started and closed whether the process still holds a part that all others are behind. */
const program = `
  import { Config } from './dist/config.js';
  import { start } from './dist/process/start.js';
  const dataDir = process.argv[1];
  async function startAndClose() {
    const running = await start(new Config({ port: 0, host: '127.0.0.1', dataDir }));
    const held = new WeakRef(running.app.drain);
    await running.close();
    return held;
  }
  const held = [];
  for (let n = 0; n < 4; n += 1) held.push(await startAndClose());
  for (let n = 0; n < 5; n += 1) {
    await new Promise((done) => setImmediate(done));
    gc();
  }
  // The frame of the last may still name its server.
  console.log(JSON.stringify(held.slice(0, -1).map((each) => each.deref() !== undefined)));
`;

test('a process holds nothing of the servers that were started and closed in it', async () => {
  const place = emptyFolder();
  const printed = printedBy(program, place.where.dataDir);
  expect(printed.trim().split('\n').at(-1)).toBe('[false,false,false]');
  await place.drop();
});
