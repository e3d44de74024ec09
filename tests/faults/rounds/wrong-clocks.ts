import { adminToken } from '../../call.ts';
import { freePort } from '../../services/free-port.ts';
import { clockThatIs } from '../../services/wrong-clock.ts';
import { Instance, withServices } from '../cluster.ts';
import { Crowd } from '../crowd.ts';
import { Editor } from '../editor.ts';
import type { Round, Row } from '../round.ts';
import { rowOf } from '../report/row-of.ts';
import { gathered, settle, type Settled } from '../settle.ts';

const hourMs = 3_600_000;

/** FAULTS 13: instances whose clocks are wrong, each in its own way. A reader's wrong clock: see tests/browser. */
export const round: Round = { name: 'wrong-clocks', run: async () => [await liveWith(20, 20)] };

export async function liveWith(rounds: number, operations: number): Promise<Row> {
  return withServices(async ({ redisUrl, databaseUrl }) => {
    const instances: Instance[] = [];
    for (const aheadMs of [0, 2 * hourMs, -24 * hourMs]) {
      const environment = {
        REDIS_URL: redisUrl,
        DATABASE_URL: databaseUrl,
        ADMIN_TOKEN: adminToken,
        NODE_OPTIONS: clockThatIs(aheadMs),
      };
      const instance = new Instance(`http://127.0.0.1:${await freePort()}`, environment);
      instances.push(instance);
      await instance.start();
    }
    const urls = instances.map(({ url }) => url);
    const editor = new Editor('f', urls);
    await editor.createFeed();
    const crowd = new Crowd('f', urls);
    crowd.add(60);
    await gathered(crowd);
    const settled: Settled[] = [];
    for (let n = 0; n < rounds; n += 1) {
      for (let k = 0; k < operations; k += 1) await editor.doSomething();
      const { views, healMs, faults } = await settle(crowd, editor);
      const { items } = await editor.truth();
      const times = items.map(({ postedAt }) => Date.parse(postedAt));
      const isNow = times.every((time) => Math.abs(time - Date.now()) < hourMs);
      const isOrdered = times.every(
        (time, index) => index === 0 || time <= (times[index - 1] ?? 0),
      );
      const late = isNow ? [] : ['an item has the time of a wrong clock'];
      settled.push({
        views,
        healMs,
        faults: [...faults, ...late, ...(isOrdered ? [] : ['order'])],
      });
      crowd.replace(20);
      await gathered(crowd);
    }
    const { resets } = crowd.report();
    if (resets > 0) settled.push({ views: 0, healMs: 0, faults: [`${resets} resets`] });
    crowd.leave();
    for (const instance of instances) await instance.stop('SIGKILL');
    return rowOf("instances' clocks 2 h ahead and a day behind", settled);
  });
}
