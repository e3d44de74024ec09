import { printedBy } from '../process.ts';
import { databases } from '../services/databases.ts';
import { serviceUrl } from '../services/service-url.ts';

/** Prints for each of some servers that were started and closed whether the process still holds a part that all others are behind. */
const program = `
  import { Config } from './dist/config.js';
  import { start } from './dist/process/start.js';
  const where = JSON.parse(process.argv[1]);
  async function startAndClose() {
    const running = await start(new Config({ port: 0, host: '127.0.0.1', ...where }));
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

test.each(databases)(
  'a process holds nothing of the servers that were started and closed in it, on %s',
  async (name, _empty, made) => {
    const place = await made();
    const bus = name === 'PostgreSQL' ? { redisUrl: serviceUrl('TEST_REDIS_URL') } : {};
    const printed = printedBy(program, JSON.stringify({ ...place.where, ...bus }));
    expect(printed.trim().split('\n').at(-1)).toBe('[false,false,false]');
    await place.drop();
  },
);
