import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Item } from '../../src/feed/item.ts';
import { Database } from '../../src/database/database.ts';
import { SqlLog } from '../../src/log/sql/sql-log.ts';
import { SqlSearch } from '../../src/search/sql/sql-search.ts';
import { parseSearch } from '../../src/search/words/search-query.ts';
import { until } from '../until.ts';
import { postOf } from './commands.ts';
import { info } from './on-every-database.ts';

const feed = 'feed';

/** A log in a folder of its own, and whether a word is in any of its files. */
async function openRoom(folder = join(mkdtempSync(join(tmpdir(), 'dateline-')), 'data')) {
  const database = await Database.embedded(folder);
  const log = new SqlLog(database);
  const filesWith = (word: string) =>
    readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(word));
  return { database, log, folder, filesWith, [Symbol.asyncDispose]: () => log.close() };
}

describe('the files of the embedded database', () => {
  test('have no word of what was taken down, while the server runs on (S1)', async () => {
    await using room = await openRoom();
    const { log } = room;
    await log.createFeed(feed, info);
    const secret = `unsayable-${randomUUID()}`;
    const { entry } = await log.append(feed, postOf(secret));
    const { id } = entry as Item;
    await log.append(feed, { kind: 'correct', id, rev: 1, note: `not ${secret}`, patch: {} });
    expect(room.filesWith(secret)).toContain('dateline.sqlite-wal');
    await log.append(feed, { kind: 'takedown', id, reason: 'a court said so' });
    await until(() => room.filesWith(secret).length === 0, 'no file with the word');
  });

  test('nor of a draft that was discarded or written anew (S1)', async () => {
    await using room = await openRoom();
    const { log } = room;
    await log.createFeed(feed, info);
    const [first, second] = [`early-${randomUUID()}`, `late-${randomUUID()}`];
    const draft = (headline: string) => ({ content: postOf(headline).content, markdown: headline });
    const { id } = await log.keepDraft(feed, draft(first));
    expect(room.filesWith(first)).toContain('dateline.sqlite-wal');
    await log.changeDraft(feed, id, 1, draft(second));
    await until(() => room.filesWith(first).length === 0, 'no file with the first wording');
    await log.discardDraft(feed, id);
    await until(() => room.filesWith(second).length === 0, 'no file with the second wording');
  });

  test('nor of what could be found by search, whatever else is in the index (S1)', async () => {
    await using room = await openRoom();
    const { log, database } = room;
    const search = new SqlSearch(database);
    const find = (q: string) => search.find(parseSearch({ q }), [feed]);
    await log.createFeed(feed, info);
    const secrets = Array.from({ length: 5 }, () => `unsayable${randomUUID().replaceAll('-', '')}`);
    const ids: string[] = [];
    // Many batches, so that SQLite has merged parts of the index between the secret words.
    for (const secret of secrets) {
      for (let n = 0; n < 20; n += 1) await log.append(feed, postOf(`other ${randomUUID()}`));
      ids.push(((await log.append(feed, postOf(secret))).entry as Item).id);
      expect((await find(secret)).results).toHaveLength(1);
    }
    expect(room.filesWith(secrets[0] ?? '')).toContain('dateline.sqlite-wal');
    for (const id of ids)
      await log.append(feed, { kind: 'takedown', id, reason: 'a court said so' });
    const left = () => secrets.flatMap((secret) => room.filesWith(secret));
    await until(() => left().length === 0, 'no file with one of the words');
    expect((await find('unsayable')).results).toEqual([]);
    expect((await find('other')).results).toHaveLength(20);
  });

  test('also while another process is reading, as soon as it has read (S1)', async () => {
    await using room = await openRoom();
    const { log, folder } = room;
    await log.createFeed(feed, info);
    const secret = `unsayable-${randomUUID()}`;
    const { entry } = await log.append(feed, postOf(secret));
    const other = new DatabaseSync(join(folder, 'dateline.sqlite'));
    other.exec('begin');
    other.prepare('select count(*) from changes').get();
    await log.append(feed, { kind: 'takedown', id: (entry as Item).id, reason: 'a court said so' });
    await log.append(feed, postOf('goes on'));
    other.exec('commit');
    other.close();
    await until(() => room.filesWith(secret).length === 0, 'no file with the word');
  });

  test('after a process that was killed had no time for it: with the next start (S1)', async () => {
    const secret = `unsayable-${randomUUID()}`;
    const room = await openRoom();
    await room.log.createFeed(feed, info);
    await room.log.append(feed, postOf(secret));
    // As a kill would: the rows are erased, the write-ahead log is not.
    const raw = new DatabaseSync(join(room.folder, 'dateline.sqlite'));
    raw.exec("pragma secure_delete = on; update changes set content = '{}'; delete from items");
    expect(room.filesWith(secret)).toContain('dateline.sqlite-wal');
    await using next = await openRoom(room.folder);
    await until(() => next.filesWith(secret).length === 0, 'no file with the word');
    raw.close();
    await room.log.close();
  });

  test('are closed to other accounts, as is the folder they were made in (S2)', async () => {
    await using room = await openRoom();
    await room.log.createFeed(feed, info);
    const rights = (path: string) => (statSync(path).mode & 0o777).toString(8);
    expect(rights(room.folder)).toBe('700');
    const names = readdirSync(room.folder);
    expect(names).toContain('dateline.sqlite-wal');
    for (const name of names)
      expect([name, rights(join(room.folder, name))]).toEqual([name, '600']);
  });

  test('are closed where an earlier release left them open; the folder is left as it is (S2)', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dateline-'));
    chmodSync(folder, 0o755);
    const earlier = await openRoom(folder);
    await earlier.log.createFeed(feed, info);
    await earlier.log.close();
    const file = join(folder, 'dateline.sqlite');
    chmodSync(file, 0o644);
    await using _room = await openRoom(folder);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o755);
  });

  test('cannot be in a folder that cannot be made: said at once, in one line (A6)', async () => {
    await expect(Database.embedded('/proc/nope')).rejects.toThrow(
      /^DATA_DIR \(\/proc\/nope\) cannot be made \(\w+\): name another folder\.$/,
    );
    await expect(Database.embedded('/proc/nope/deeper/still')).rejects.toThrow(/\/proc\/nope\)/);
    const parent = mkdtempSync(join(tmpdir(), 'dateline-'));
    mkdirSync(join(parent, 'a'));
    await using _room = await openRoom(join(parent, 'a/b/c'));
    expect(existsSync(join(parent, 'a/b/c/dateline.sqlite'))).toBe(true);
  });
});
