import { readFileSync, statSync } from 'node:fs';
import type { Item } from '../../../src/feed/item.ts';
import { call } from '../../call.ts';
import { flatPicture } from '../../pictures-of-tests.ts';
import { databases } from '../../services/databases.ts';
import { uploadTo } from '../../upload-to.ts';
import { Desk, bytesOf, dateline, done, scratch, serve } from './keep-room.ts';

/** A word in every field that takes a text. */
const canary = 'zanzibarcanary';

/** What a backup is compressed with has nothing to do with where it comes from: each way once. */
const names = ['backup.tar.gz', 'backup.tar'];
const rows = databases.map(([kind, empty], n) => [kind, names[n] ?? 'backup.tar', empty] as const);

describe.each(rows)('a backup that is scrubbed: %s, %s', (_kind, name, empty) => {
  test('has no byte of the item, its wordings, its picture and the draft; all else restores', async () => {
    const place = await empty();
    using kept = scratch();
    const { server, url } = await serve(place);
    await using _server = server;
    const desk = new Desk(url);
    await desk.createFeed();
    const picture = await flatPicture('png');
    const upload = await uploadTo({ url }, picture, `${canary}.png`);
    const made = await webpOf(url, upload.id);
    const other = await uploadTo({ url }, await flatPicture('webp', 120, 80), 'other.webp');
    const said = { alt: canary, caption: canary, credit: canary };
    const goes = await desk.post(`The ${canary}`, {
      body: `A *${canary}* and a [link](https://a.example/${canary}).`,
      bylines: [canary],
      tags: [canary],
      images: [{ url: upload.url, ...said }],
    });
    const words = { kind: 'correct', note: `Not ${canary}.`, headline: `Once more ${canary}` };
    await desk.send('PATCH', `${desk.path}/items/${goes.id}`, words, 1);
    const stays = await desk.post('Stays', { images: [{ url: other.url, alt: 'Other' }] });
    const kind = { headline: `Draft ${canary}`, draft: true };
    const draft = (await desk.send('POST', `${desk.path}/items`, kind))['item'] as Item;
    const path = kept.at(name);
    await done(place, 'backup', path);
    expect(bytesOf(path).includes(canary)).toBe(true);
    expect(bytesOf(path).includes(made)).toBe(true);

    const scrubbed = await done(place, 'scrub', path, '--item', goes.id, '--item', draft.id);
    expect(scrubbed.split('\n').sort()).toEqual([goes.id, draft.id].sort());
    expect(contextsOf(path)).toEqual([]);
    expect(bytesOf(path).includes(made)).toBe(false);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await done(place, 'verify', path)).toMatch(/^Whole/);
    const again = await dateline(place, ['scrub', path, '--item', goes.id]);
    expect([again.code, again.err]).toEqual([0, expect.stringContaining('as it was')]);

    const elsewhere = await empty();
    await done(elsewhere, 'restore', path);
    const restored = await serve(elsewhere);
    await using _restored = restored.server;
    const items = await new Desk(restored.url).items();
    expect(items.map(({ id, headline }) => [id, headline])).toEqual([
      [stays.id, 'Stays'],
      [goes.id, undefined],
    ]);
    expect((await call(restored.url, 'GET', other.url)).status).toBe(200);
    expect((await call(restored.url, 'GET', upload.url)).status).toBe(404);
    const gone = await call(restored.url, 'GET', `${desk.path}/items/${goes.id}`);
    expect(gone.status).toBe(410);
    await place.drop();
    await elsewhere.drop();
  });

  test('stays byte for byte where the item is not in it, and where nothing was named', async () => {
    const place = await empty();
    using kept = scratch();
    const { server, url } = await serve(place);
    await using _server = server;
    const desk = new Desk(url);
    await desk.createFeed();
    await desk.post('Here');
    const path = kept.at('backup.tar');
    await done(place, 'backup', path);
    const before = readFileSync(path);
    const later = await desk.post('Later');
    await desk.takeDown(later);
    const unknown = await dateline(place, ['scrub', path, '--item', later.id]);
    expect(unknown.code).toBe(1);
    expect(unknown.err).toContain(`Not in this backup`);
    const nothing = await dateline(place, ['scrub', path]);
    expect([nothing.code, nothing.err]).toEqual([2, expect.stringContaining('--erased')]);
    expect((await dateline(place, ['scrub', path, '--erased'])).code).toBe(0);
    expect(readFileSync(path)).toEqual(before);
    await place.drop();
  });
});

/** Where the canary is in a backup. */
function contextsOf(path: string): readonly string[] {
  const text = bytesOf(path).toString('latin1');
  return [...text.matchAll(new RegExp(`.{0,60}${canary}.{0,20}`, 'gs'))].map(([found]) => found);
}

/** A file of an upload, as the library has it. */
async function webpOf(url: string, id: string): Promise<Buffer> {
  const response = await fetch(`${url}/media/${id}/300`, { headers: { accept: 'image/webp' } });
  return Buffer.from(await response.arrayBuffer());
}
