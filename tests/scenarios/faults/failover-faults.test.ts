import {
  losePrimary,
  losePrimaryAndLatest,
} from '../../faults/rounds/failover/postgres-failover.ts';
import { loseTheMaster } from '../../faults/rounds/failover/redis-failover.ts';

/** No limit of time: on a busy machine all takes long. */
const whenever = 120_000;
const short = { readers: 10, promoteAfterMs: 500, backMs: whenever };

test('the master of Redis is killed, and sentinels name another: nothing is lost, and news go round again', async () => {
  const measure = { rounds: 1, readers: 10, screenMs: whenever, backMs: whenever, postMs: 3_000 };
  expect(await loseTheMaster(measure)).toMatchObject({ wrong: 0 });
}, 240_000);

test('PostgreSQL is killed, and its synchronous standby promoted: nothing acknowledged is lost', async () => {
  expect(await losePrimary(short)).toMatchObject({ wrong: 0 });
}, 240_000);

test('PostgreSQL is killed, and a standby promoted that was behind: every instance and reader notices', async () => {
  expect(await losePrimaryAndLatest(short)).toMatchObject({ wrong: 0 });
}, 240_000);
