import { LocalBus } from '../../src/bus/local-bus.ts';
import { FeedMoments } from '../../src/reading/feed-moments.ts';
import { PastMarks } from '../../src/reading/takedown-marks.ts';
import { Hub } from '../../src/hub/hub.ts';
import { SqlLog } from '../../src/log/sql/sql-log.ts';
import { LogCalls } from '../../src/ops/log-calls.ts';
import { postOf } from '../contract/commands.ts';
import { emptyFolder } from '../services/databases.ts';

const info = { title: 'T', lang: 'en', timezone: 'UTC', coverage: 'open' } as const;
const quiet = { forked: () => undefined, unreachable: () => undefined, strange: () => undefined };

test('a thousand readers who ask how a feed stood cost what one costs; who ask for the future, nothing', async () => {
  const place = emptyFolder();
  const store = new SqlLog(await place.open());
  await store.createFeed('f', info);
  for (let n = 0; n < 3; n += 1) await store.append('f', postOf(`${n}`));
  const calls = new LogCalls();
  const log = calls.countedBy(store);
  const hub = new Hub(log, new LocalBus(), quiet);
  const moments = new FeedMoments(hub, log, new PastMarks(hub, log));
  const present = await hub.snapshot('f');
  if (present === undefined) throw new Error('The feed is not there.');
  const crowd = (time: string) =>
    Promise.all(Array.from({ length: 1_000 }, () => moments.at(present, time)));

  calls.all.clear();
  const future = await crowd('9999-12-31T23:59:59.999Z');
  expect(new Set(future.map(({ snapshot }) => snapshot))).toEqual(new Set([present]));
  expect(Object.fromEntries(calls.all)).toEqual({});
  const past = await crowd('2001-01-01T00:00:00.000Z');
  expect(new Set(past).size).toBe(1);
  expect(Object.fromEntries(calls.all)).toEqual({ lastRewriting: 1, snapshotAt: 1 });
  await store.close();
  await place.drop();
});
