import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql, type Transaction } from 'kysely';
import type { Schema } from '../../../src/database/schema.ts';
import { SharedCommits } from '../../../src/database/shared-commits.ts';
import { openEmbedded } from '../../../src/database/sqlite.ts';

const folder = mkdtempSync(join(tmpdir(), 'dateline-data-'));
let db: Kysely<Schema>;
/** What another process finds in the file. */
let other: DatabaseSync;
const said: string[] = [];

beforeAll(async () => {
  const { dialect } = await openEmbedded(folder);
  db = new Kysely<Schema>({ dialect, log: ({ query }) => void said.push(query.sql) });
  await sql`create table parents (id integer primary key)`.execute(db);
  await sql`create table notes (text text, parent integer references parents deferrable initially deferred)`.execute(
    db,
  );
  other = new DatabaseSync(join(folder, 'dateline.sqlite'), { readOnly: true });
});

beforeEach(async () => {
  await sql`delete from notes`.execute(db);
  said.length = 0;
});

afterAll(async () => {
  other.close();
  await db.destroy();
  rmSync(folder, { recursive: true, force: true });
});

const there = () =>
  other
    .prepare('select text from notes order by rowid')
    .all()
    .map(({ text }) => text as string);
const commits = () => said.filter((statement) => statement === 'commit').length;
const unbounded = { maxWriters: Infinity, maxMs: Infinity };
const shared = (bounds: Partial<typeof unbounded> = {}) =>
  new SharedCommits(db, { ...unbounded, ...bounds });
const note = (text: string) => async (tx: Transaction<Schema>) => {
  await sql`insert into notes (text) values (${text})`.execute(tx);
  return text;
};
const outcomes = async (writing: readonly Promise<string>[]) =>
  (await Promise.allSettled(writing)).map((outcome) =>
    outcome.status === 'fulfilled' ? outcome.value : `failed: ${String(outcome.reason)}`,
  );

test('who writes at the same time shares a commit, and each gets its own result, in the order of coming', async () => {
  const writers = shared();
  const results = await Promise.all(['a', 'b', 'c'].map((text) => writers.write(note(text))));
  expect([results, there(), commits()]).toEqual([['a', 'b', 'c'], ['a', 'b', 'c'], 1]);
  await writers.write(note('d'));
  expect([there(), commits()]).toEqual([['a', 'b', 'c', 'd'], 2]);
});

test('requests that are read in the same turn of the process share a commit', async () => {
  const writers = shared();
  const inTurn = (text: string) =>
    new Promise<string>((done) => setImmediate(() => done(writers.write(note(text)))));
  expect(await Promise.all(['a', 'b', 'c'].map(inTurn))).toEqual(['a', 'b', 'c']);
  expect(commits()).toBe(1);
});

test('nobody is answered, and nothing is seen by others, before the commit', async () => {
  const writers = shared();
  const seen: (readonly string[])[] = [];
  const first = writers.write(note('a')).then(() => seen.push(there()));
  const second = writers.write(async (tx) => {
    await note('b')(tx);
    seen.push(there());
  });
  await Promise.all([first, second]);
  expect(seen).toEqual([[], ['a', 'b']]);
});

test('what fails undoes its own writes alone, first, last or in the middle', async () => {
  for (const failing of [0, 1, 2]) {
    await sql`delete from notes`.execute(db);
    const writers = shared();
    const writing = ['a', 'b', 'c'].map((text, n) =>
      writers.write(async (tx) => {
        await note(text)(tx);
        if (n === failing) throw new Error(`no ${text}`);
        return text;
      }),
    );
    const expected = ['a', 'b', 'c'].map((text, n) =>
      n === failing ? `failed: Error: no ${text}` : text,
    );
    expect(await outcomes(writing)).toEqual(expected);
    expect(there()).toEqual(['a', 'b', 'c'].filter((_, n) => n !== failing));
  }
});

test('what fails alone leaves nothing, and those who came meanwhile are written', async () => {
  const writers = shared();
  let later: Promise<string> | undefined;
  const failed = writers.write(async (tx): Promise<string> => {
    await note('a')(tx);
    later = writers.write(note('b'));
    throw new Error('no a');
  });
  expect(await outcomes([failed])).toEqual(['failed: Error: no a']);
  expect([await later, there()]).toEqual(['b', ['b']]);
});

test('a commit that fails is everybody’s failure, and nothing is there; the next one works', async () => {
  const writers = shared();
  const orphan = async (tx: Transaction<Schema>) => {
    await sql`insert into notes (text, parent) values ('orphan', 7)`.execute(tx);
    return 'orphan';
  };
  const writing = [writers.write(note('a')), writers.write(orphan), writers.write(note('b'))];
  expect(await outcomes(writing)).toEqual(
    Array.from({ length: 3 }, () => 'failed: Error: FOREIGN KEY constraint failed'),
  );
  expect(there()).toEqual([]);
  expect([await writers.write(note('c')), there()]).toEqual(['c', ['c']]);
});

test('on a full disk exactly what was acknowledged is there', async () => {
  const writers = shared();
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
  await sql`pragma max_page_count = ${sql.lit((rows[0]?.page_count ?? 0) + 1)}`.execute(db);
  const long = 'x'.repeat(1_000_000);
  const done = await outcomes(['a', long, 'b'].map((text) => writers.write(note(text))));
  expect(done[1]).toMatch(/^failed: .*full/);
  expect(there()).toEqual(done.filter((text) => !text.startsWith('failed')));
  await sql`pragma max_page_count = 1000000000`.execute(db);
  expect(await writers.write(note('c'))).toBe('c');
});

test('a commit is shared by so many at most, and by nobody who would make it late', async () => {
  const many = Array.from({ length: 10 }, (_, n) => `${n}`);
  const few = shared({ maxWriters: 4 });
  await Promise.all(many.map((text) => few.write(note(text))));
  expect([there(), commits()]).toEqual([many, 3]);
  const late = shared({ maxMs: 0 });
  await Promise.all(many.map((text) => late.write(note(text))));
  expect(commits()).toBe(13);
});

test('the work of each runs in the context of its caller', async () => {
  const [who, writers] = [new AsyncLocalStorage<string>(), shared()];
  const writing = ['a', 'b'].map((name) =>
    who.run(name, () => writers.write(async () => who.getStore() ?? '')),
  );
  expect(await outcomes(writing)).toEqual(['a', 'b']);
});

test('where no transaction can be begun, everybody who waits is told', async () => {
  const place = mkdtempSync(join(tmpdir(), 'dateline-data-'));
  const closed = new Kysely<Schema>({ dialect: (await openEmbedded(place)).dialect });
  const writers = new SharedCommits(closed);
  await sql`select 1`.execute(closed);
  await closed.destroy();
  const told = await outcomes(['a', 'b'].map((text) => writers.write(note(text))));
  expect(told).toEqual([expect.stringMatching(/destroyed/), expect.stringMatching(/destroyed/)]);
  rmSync(place, { recursive: true, force: true });
});
