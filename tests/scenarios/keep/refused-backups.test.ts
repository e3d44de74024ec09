import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import {
  BackupProblem,
  restoreBackup,
  scrubBackup,
  verifyBackup,
} from '../../../src/backup/program.ts';
import { Config } from '../../../src/config.ts';
import { SmallDisk } from '../../faults/small-disk.ts';
import { emptyFolder, type EmptyDatabase } from '../../services/databases.ts';
import { emptyPostgres } from '../../services/empty-postgres.ts';
import { until } from '../../until.ts';
import { Desk, dateline, done, environmentOf, program, scratch, serve } from './keep-room.ts';

/** A test of what needs a disk of its own is for who may mount one. */
const onSmallDisk = SmallDisk.canBeMade() ? test : test.skip;

describe('a backup that cannot be used', () => {
  let place: EmptyDatabase;
  let kept: ReturnType<typeof scratch>;
  let path: string;

  beforeAll(async () => {
    place = emptyFolder();
    kept = scratch();
    const { server, url } = await serve(place);
    await using _server = server;
    const desk = new Desk(url);
    await desk.createFeed();
    for (let n = 0; n < 20; n += 1) await desk.post(`An item ${n}`, { body: 'word '.repeat(500) });
    path = kept.at('good.tar');
    await done(place, 'backup', path);
  });

  afterAll(async () => {
    kept[Symbol.dispose]();
    await place.drop();
  });

  /** All three commands that read a backup say the same, and change nothing. */
  async function refused(name: string, bytes: Buffer): Promise<string> {
    return saidOf(name, bytes, async (empty, file) => {
      const said: string[] = [];
      for (const words of [
        ['verify', file],
        ['restore', file],
        ['scrub', file, '--item', 'x'],
      ]) {
        const { code, err } = await dateline(empty, words);
        expect([code, err]).toEqual([1, err]);
        said.push(err);
      }
      return said;
    });
  }

  /** The same of what the commands call, as they would print it: a process for each costs more than its work. */
  async function refusedHere(name: string, bytes: Buffer): Promise<string> {
    const quiet = () => undefined;
    return saidOf(name, bytes, ({ where }, file) =>
      Promise.all(
        [
          verifyBackup(file, quiet),
          restoreBackup(new Config(where), file, false, quiet),
          scrubBackup(file, [{ kind: 'item', id: 'x' }], quiet),
        ].map(async (reading) => {
          const problem: unknown = await reading.catch((error: unknown) => error);
          if (!(problem instanceof BackupProblem)) throw new Error('It was not refused.');
          const lines = [problem.message, ...problem.cures.map((cure) => `  ${cure}`)];
          return `${lines.join('\n')}\n`;
        }),
      ),
    );
  }

  async function saidOf(
    name: string,
    bytes: Buffer,
    read: (empty: EmptyDatabase, file: string) => Promise<readonly string[]>,
  ): Promise<string> {
    const file = kept.at(name);
    writeFileSync(file, bytes);
    const empty = emptyFolder();
    const said = await read(empty, file);
    expect(new Set(said).size).toBe(1);
    expect(readFileSync(file)).toEqual(bytes);
    expect(readdirSync(empty.where.dataDir)).toEqual([]);
    await empty.drop();
    return said[0] ?? '';
  }

  const good = () => readFileSync(path);

  test.each([
    ['begins as none', () => Buffer.from('not a backup, but a text of some length'.repeat(50))],
    ['is empty', () => Buffer.alloc(0)],
    ['is packed, and no backup', () => gzipSync('something else')],
    ['is another archive', () => renamed(good(), 'dateline.json', 'elsewhere.json')],
  ])('because it %s is said to be none', async (name, bytes) => {
    expect(await refused(`${name}.tar`, bytes())).toMatch(/is no backup of Dateline\.\n {2}give/);
  });

  test('because it was cut off anywhere is said to end too early', async () => {
    const whole = good();
    const packed = gzipSync(whole);
    for (const part of [0.1, 0.5, 0.9]) {
      const cut = whole.subarray(0, Math.floor(whole.length * part));
      expect(await refusedHere('cut.tar', cut)).toMatch(/ends too early: it was cut off\.\n/);
    }
    const half = packed.subarray(0, Math.floor(packed.length / 2));
    expect(await refusedHere('cut.tar.gz', half)).toMatch(/ends too early/);
    // All but the list of sums at its end.
    const sums = whole.lastIndexOf('sums.json');
    expect(await refusedHere('no-sums.tar', whole.subarray(0, sums))).toMatch(/ends too early/);
  });

  test('because a byte of it is another one is said to be damaged, and where', async () => {
    const whole = good();
    const at = whole.indexOf('An item 7');
    whole.write('B', at);
    expect(await refusedHere('tampered.tar', whole)).toMatch(
      /is damaged: dateline\.sqlite is not what was written\.\n/,
    );
    const packed = gzipSync(good());
    const middle = packed.length >> 1;
    packed.writeUInt8(packed.readUInt8(middle) ^ 0xff, middle);
    expect(await refusedHere('tampered.tar.gz', packed)).toMatch(/damaged|cut off/);
  });

  test('because a part would be written elsewhere is refused before it is', async () => {
    const evil = renamed(good(), 'dateline.sqlite', '../dateline.sqlite');
    expect(await refusedHere('evil.tar', evil)).toMatch(/is damaged: what follows a part is none/);
  });

  test.each([
    ['form', /"form": 1/, '"form": 2'],
    ['database', /"030-network-intents"/, '"999-network-intents"'],
  ])('because its %s is of a later release is said so', async (_what, from, to) => {
    const facts = factsIn(good());
    const text = good()
      .toString('latin1')
      .replace(from, to)
      .replace(sumOf(facts), sumOf(facts.replace(from, to)));
    const later = Buffer.from(text, 'latin1');
    expect(await refusedHere('later.tar', later)).toMatch(/of a later release|by a later release/);
  });

  test('because it is of the other kind of database is said so, and converted where that is asked for', async () => {
    const there = await emptyPostgres();
    const other = await dateline(there, ['restore', path]);
    expect(other.code).toBe(1);
    expect(other.err).toMatch(/is of the embedded database\.\n {2}leave DATABASE_URL out; or add/);
    await done(there, 'restore', path, '--convert');
    const { server, url } = await serve(there);
    await using _server = server;
    expect(await new Desk(url).items()).toHaveLength(20);
    // And back: the rows of PostgreSQL in an embedded database.
    const rows = kept.at('rows.tar.gz');
    await done(there, 'backup', rows);
    const back = emptyFolder();
    expect((await dateline(back, ['restore', rows])).err).toMatch(/is of PostgreSQL\./);
    expect(readdirSync(back.where.dataDir)).toEqual([]);
    await done(back, 'restore', rows, '--convert');
    const again = await serve(back);
    await using _again = again.server;
    expect(await new Desk(again.url).items()).toEqual(await new Desk(url).items());
    await server.kill('SIGTERM');
    await there.drop();
    await again.server.kill('SIGTERM');
    await back.drop();
  });

  test('because there is no database, or it is away, is said with the cure', async () => {
    const empty = emptyFolder();
    const none = await dateline(empty, ['backup', kept.at('none.tar')]);
    expect([none.code, none.err]).toEqual([1, expect.stringContaining('There is no database in')]);
    const away = { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c' };
    const { code, err } = await dateline(empty, ['backup', kept.at('none.tar')], away);
    expect([code, err]).toEqual([3, expect.stringContaining('DATABASE_URL names it')]);
    expect(existsSync(kept.at('none.tar'))).toBe(false);
    const nowhere = await dateline(place, ['backup', kept.at('no/such/folder.tar')]);
    expect([nowhere.code, nowhere.err]).toEqual([1, expect.stringContaining('no such file')]);
    await empty.drop();
  });

  test('because the command was killed is not there at all, or is whole', async () => {
    const folder = kept.at('killed');
    mkdirSync(folder);
    for (let round = 0; round < 3; round += 1) {
      const target = `${folder}/${round}.tar.gz`;
      const child = spawn(process.execPath, [program, 'backup', target], {
        env: { PATH: process.env['PATH'] ?? '', ...environmentOf(place) },
        stdio: 'ignore',
      });
      const ended = new Promise((ending) => child.once('exit', ending));
      const hasBegun = () => readdirSync(folder).length > round;
      await until(() => hasBegun() || child.exitCode !== null, 'the backup to begin');
      child.kill('SIGKILL');
      await ended;
      if (existsSync(target)) expect(await done(place, 'verify', target)).toMatch(/^Whole/);
    }
    const [left = ''] = readdirSync(folder).filter((name) => name.startsWith('.dateline-'));
    if (left !== '') expect(statSync(`${folder}/${left}`).mode & 0o777).toBe(0o700);
    expect(await done(place, 'backup', folder)).toMatch(/tar\.gz$/);
  });

  onSmallDisk('because the disk is full leaves nothing behind, and says so', async () => {
    using disk = new SmallDisk(2 * 1024 * 1024, 1_800_000);
    const backup = await dateline(place, ['backup', disk.path]);
    expect([backup.code, backup.err]).toEqual([1, expect.stringMatching(/disk.*full/)]);
    const where = { databaseUrl: undefined, dataDir: `${disk.path}/data` };
    const small: EmptyDatabase = { ...place, where };
    const restore = await dateline(small, ['restore', path]);
    expect([restore.code, restore.err]).toEqual([1, expect.stringMatching(/disk.*full/)]);
    expect(readdirSync(where.dataDir)).toEqual([]);
    disk.makeRoom();
    await done(small, 'restore', path);
    expect(readdirSync(where.dataDir)).toEqual(['dateline.sqlite']);
  });
});

/** The same archive with another name for one of its parts, and the sums of its headers right. */
function renamed(bytes: Buffer, from: string, to: string): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = 0; at + 512 <= copy.length; at += 512) {
    const header = copy.subarray(at, at + 512);
    if (header.toString('latin1', 257, 262) !== 'ustar') continue;
    const [name = ''] = header.toString('latin1', 0, 100).split('\0');
    if (name !== from) continue;
    header.fill(0, 0, 100);
    header.write(to);
    header.fill(' ', 148, 156);
    const sum = header.reduce((all, byte) => all + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  }
  return copy;
}

/** The text of the first part. */
function factsIn(bytes: Buffer): string {
  const length = Number.parseInt(bytes.toString('latin1', 124, 135), 8);
  return bytes.toString('latin1', 512, 512 + length);
}

function sumOf(text: string): string {
  return createHash('sha256').update(text, 'latin1').digest('hex');
}
