import { Database } from '../../../src/database/database.ts';
import { SqlLog } from '../../../src/log/sql/sql-log.ts';
import { startPostgresPair } from '../../services/machines/postgres-pair.ts';
import { until } from '../../until.ts';
import { postOf } from '../commands.ts';
import { info } from '../on-every-database.ts';

test.each([
  ['was killed', 'kill'],
  ['hangs', 'hang'],
] as const)(
  'a primary that %s is left for the standby that took over, and no acknowledged change is lost',
  async (_name, how) => {
    await using pair = await startPostgresPair(true);
    const database = await Database.postgres(pair.url);
    const log = new SqlLog(database);
    await log.createFeed('storm', info);
    const acknowledged = new Set<string>();
    const post = async (headline: string) => {
      await log.append('storm', postOf(headline));
      acknowledged.add(headline);
    };
    // Many at once, so that every connection is in use when it happens.
    const many = Array.from({ length: 200 }, (_, n) => post(`before ${n}`).catch(() => undefined));
    await until(() => acknowledged.size > 20, 'some posts');
    if (how === 'kill') await pair.primary.kill();
    else pair.primary.signalAll('SIGSTOP');
    await expect(database.time()).rejects.toMatchObject({ code: 'unavailable' });
    await pair.promote();
    const works = () =>
      post('after').then(
        () => true,
        () => false,
      );
    await until(works, 'a post at the new primary');
    await Promise.all(many);
    const kept = JSON.stringify(await log.read('storm', 0, 1_000));
    const isKept = (headline: string) => kept.includes(`"headline":"${headline}"`);
    expect([...acknowledged].filter((headline) => !isKept(headline))).toEqual([]);
    await log.close();
  },
  120_000,
);

test('a standby is no log: it is passed over, and alone it is refused', async () => {
  await using pair = await startPostgresPair(false);
  const [first = '', second = ''] = [pair.standby.port, pair.primary.port].map(String);
  const database = await Database.postgres(
    `postgres://dateline:dateline@127.0.0.1:${first},127.0.0.1:${second}/postgres`,
  );
  expect(await database.time()).toMatch(/^20/);
  await database.close();
  await expect(Database.postgres(pair.standby.url)).rejects.toMatchObject({
    code: 'unavailable',
    cause: { message: 'the server is a standby' },
  });
}, 120_000);
