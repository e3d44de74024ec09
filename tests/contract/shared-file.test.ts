import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SqlLog } from '../../src/log/sql/sql-log.ts';
import { emptyFolder, type EmptyDatabase } from '../services/databases.ts';
import { postOf } from './commands.ts';
import { info } from './on-every-database.ts';

/** The embedded database while another process has the lock of its file. */
describe('the embedded database, shared', () => {
  let place: EmptyDatabase;
  let other: DatabaseSync;

  beforeEach(() => {
    place = emptyFolder();
    other = new DatabaseSync(join(place.where.dataDir, 'dateline.sqlite'));
  });

  afterEach(async () => {
    other.close();
    await place.drop();
  });

  const turn = () => new Promise((done) => setTimeout(done, 1));

  test('is begun by one of many; the others wait, and then have the same', async () => {
    // As one who is about to make it a database with a write-ahead log.
    other.exec('begin exclusive; create table begun (at text)');
    const opening = Promise.all([1, 2, 3].map(() => place.open()));
    for (let n = 0; n < 20; n += 1) await turn();
    other.exec('commit');
    const [first, ...more] = (await opening).map((database) => new SqlLog(database));
    await first?.createFeed('f', info);
    for (const log of more) {
      expect((await log.heads(['f'])).map(({ feed }) => feed)).toEqual(['f']);
      await log.close();
    }
    await first?.close();
  });

  test('reads while another writes, and sees what was committed', async () => {
    const log = new SqlLog(await place.open());
    await log.createFeed('f', info);
    await log.append('f', postOf('committed'));
    other.exec(`begin immediate; update feeds set head = 7`);
    expect((await log.snapshot('f'))?.seq).toBe(1);
    other.exec('rollback');
    await log.close();
  });

  test('waits for its turn to write without holding up its process', async () => {
    const log = new SqlLog(await place.open());
    await log.createFeed('f', info);
    other.exec('begin immediate');
    const appending = log.append('f', postOf('had to wait'));
    const startMs = performance.now();
    for (let n = 0; n < 20; n += 1) await turn();
    // Waiting inside SQLite would block the process for five seconds.
    expect(performance.now() - startMs).toBeLessThan(4_000);
    other.exec('rollback');
    expect((await appending).change.seq).toBe(1);
    await log.close();
  });
});
