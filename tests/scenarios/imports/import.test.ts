import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Entry } from '../../../src/feed/item.ts';
import { adminToken } from '../../call.ts';
import { flatPicture } from '../../pictures-of-tests.ts';
import { ImportRoom, story as storyAt } from './import-room.ts';

const program = resolve(import.meta.dirname, '../../../dist/cli/main.js');

describe('a story of elsewhere', () => {
  let room: ImportRoom;

  beforeAll(async () => {
    room = await ImportRoom.open();
  });

  beforeEach(() => (room.asked = []));

  afterAll(() => room[Symbol.asyncDispose]());

  test('is imported from an address with its pictures, once, after a dry run that changes nothing; and is read as it stood', async () => {
    await room.server.createFeed('mars');
    const dry = await room.importInto('mars', undefined, `?from=${room.address}/moved&dryRun=1`);
    expect(dry).toMatchObject({
      status: 200,
      report: { dryRun: true, entries: 2, made: 2, removed: 0 },
    });
    expect(dry.report?.losses.map(({ what }) => what)).toContain(
      'Drafts and what was not published are not imported',
    );
    expect((await room.snapshot('mars')).seq).toBe(0);
    expect(room.asked).toEqual(['/moved', '/story']);

    const { report, lines } = await room.importInto(
      'mars',
      undefined,
      `?from=${room.address}/story`,
    );
    expect(lines[0]).toEqual({ progress: { done: 0, of: 2 } });
    expect(report).toMatchObject({ dryRun: false, made: 2, pictures: 1, unchanged: 0 });
    const { items, pinned, seq } = await room.snapshot('mars');
    expect(items.map(({ postedAt }) => postedAt)).toEqual([
      '2016-03-29T13:40:00.000Z',
      '2016-03-29T13:30:00.000Z',
    ]);
    expect(items[1]).toMatchObject({
      image: { url: expect.stringMatching(/^\/media\//) as string, alt: 'A gate' },
    });
    expect(pinned?.id).toBe(items[0]?.id);
    const again = await room.importInto('mars', undefined, `?from=${room.address}/story`);
    expect(again.report).toMatchObject({ made: 0, unchanged: 2, pictures: 0 });
    expect((await room.snapshot('mars')).seq).toBe(seq);
    expect(room.asked.filter((url) => url === '/gate.png')).toHaveLength(1);

    const then = await room.snapshot('mars', '?at=2016-03-29T13:35:00Z');
    expect(then.items.map(({ id }) => id)).toEqual([items[1]?.id]);
    const page = await room.server.call('GET', '/feeds/mars?at=2016-03-29T13:35:00Z');
    expect(page.text).toContain('Gate shut');
    expect(page.text).not.toContain('All is well');
    const source = await room.server.call('GET', `/api/v1/feeds/mars/items/${items[0]?.id}/source`);
    expect(source.json).toMatchObject({ externalId: 'second', markdown: 'All is well' });
  });

  test('goes out with its past and its files, and comes back elsewhere as it was, and here as it is', async () => {
    await room.server.createFeed('storm');
    const media = await fetch(`${room.server.url}/api/v1/media?name=gate.png`, {
      method: 'POST',
      headers: { authorization: `Bearer ${adminToken}` },
      body: new Uint8Array(await flatPicture('png')),
    });
    const { url, width, height, color } = (await media.json()) as Record<string, unknown>;
    const { item } = await room.server.publish('storm', {
      headline: 'One',
      body: 'First.',
      externalId: 'wire-1',
      image: { url, alt: 'A gate', width, height, color },
      bylines: [{ name: 'Ada', role: 'reporter' }],
    });
    const change = (body: object, rev: number) =>
      room.server.call('PATCH', `/api/v1/feeds/storm/items/${item.id}`, body, {
        'if-match': `"${rev}"`,
      });
    await change({ kind: 'correct', note: 'Two, not one.', body: 'Second.' }, 1);
    await change({ kind: 'edit', body: 'Second!' }, 2);
    await change({ kind: 'strike', note: 'Not so.' }, 3);
    const { item: other } = await room.server.publish('storm', {
      headline: 'Two',
      tags: ['a'],
      key: true,
    });
    const { item: gone } = await room.server.publish('storm', { headline: 'unsayable' });
    await room.server.call('DELETE', `/api/v1/feeds/storm/items/${gone.id}`, {});
    await room.server.call('PUT', `/api/v1/feeds/storm/items/${other.id}/pin`);

    const story = await room.exported('storm', '?media=1');
    expect(story).not.toContain('unsayable');
    const own = await room.importInto('storm', story);
    expect(own.report).toMatchObject({ made: 0, changed: 0, unchanged: 0, taken: 3 });

    await room.server.createFeed('copy');
    const { report } = await room.importInto('copy', story);
    expect(report).toMatchObject({ entries: 3, made: 3, pictures: 0 });
    const [before, after] = [await room.snapshot('storm'), await room.snapshot('copy')];
    expect({ items: after.items, pinned: after.pinned }).toEqual({
      items: before.items,
      pinned: before.pinned,
    });
    const history = async (feed: string) =>
      (await room.server.call('GET', `/api/v1/feeds/${feed}/items/${item.id}/history`)).json;
    expect(await history('copy')).toEqual(await history('storm'));
    expect((await room.importInto('copy', story)).report).toMatchObject({ made: 0, unchanged: 3 });
    expect((await room.exported('copy', '?media=1')).split('\n').slice(1)).toEqual(
      story.split('\n').slice(1),
    );

    // Where the library has no such file it gets it.
    const id = String(url).split('/')[2] ?? '';
    const foreign = story.replaceAll(id, 'a'.repeat(26));
    await room.server.createFeed('far');
    expect((await room.importInto('far', foreign)).report).toMatchObject({ made: 3, pictures: 1 });
    const shown = (await room.snapshot('far')).items.find((entry: Entry) => entry.id === item.id);
    expect(shown).toMatchObject({
      image: { url: expect.not.stringContaining('a'.repeat(26)) as string },
    });
  });

  test('what came from another newsroom says so, out and in again', async () => {
    const at = '2021-02-19T18:00:00.000Z';
    const origin = { name: 'The Port', url: 'https://port.example/feeds/a/items/1', path: ['a'] };
    const told = (from: object) => {
      const wordings = [{ kind: 'post', at, headline: 'Landed', origin: from }];
      return `{"dateline":1}\n${JSON.stringify({ externalId: 'a', postedAt: at, wordings })}\n`;
    };
    await room.server.createFeed('from-there');
    const { errors } = await room.importInto(
      'from-there',
      told({ ...origin, url: 'javascript:x' }),
    );
    expect(errors).toEqual([
      { pointer: '/entries/0/origin', detail: '“a” must be an http or https URL' },
    ]);
    expect((await room.importInto('from-there', told(origin))).report).toMatchObject({ made: 1 });
    expect((await room.snapshot('from-there')).items).toMatchObject([{ origin }]);
    const [, line = ''] = (await room.exported('from-there')).split('\n');
    expect(JSON.parse(line)).toMatchObject({ wordings: [{ origin }] });
  });

  test('dateline import and export do the same, with the table of what has no place', async () => {
    await room.server.createFeed('cli');
    const folder = mkdtempSync(join(tmpdir(), 'story-'));
    const file = join(folder, 'story.json');
    writeFileSync(file, storyAt(room.address));
    const dateline = (...args: readonly string[]) => run(room.server.url, args);
    const dry = await dateline('import', file, '--feed', 'cli', '--dry-run', '--wait', '0');
    expect(dry).toMatchObject({ code: 0, err: '' });
    expect(dry.out).toMatch(
      /^Live Blog of Superdesk: 2 entries \(nothing was changed\): 2 new\nWhat has no place here:\n +1 {2}Drafts/,
    );
    expect((await dateline('import', file, '--feed', 'cli')).out).toContain('2 new, 1 pictures');
    const { out } = await dateline('export', '--feed', 'cli');
    expect(out).toBe(await room.exported('cli'));
    const wrong = await dateline('import', join(folder, 'none'), '--feed', 'cli');
    expect(wrong).toMatchObject({
      code: 2,
      err: expect.stringContaining('name a file, or an address') as string,
    });
    writeFileSync(file, 'hello');
    const unread = await dateline('import', file, '--feed', 'cli');
    expect(unread).toMatchObject({
      code: 1,
      err: expect.stringContaining('Nobody knows') as string,
    });
    rmSync(folder, { recursive: true });
  });
});

async function run(url: string, args: readonly string[]) {
  const env = { PATH: process.env['PATH'] ?? '', DATELINE_URL: url, DATELINE_TOKEN: adminToken };
  const child = spawn(process.execPath, [program, ...args], { env });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (err += text.toString()));
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, out, err };
}
