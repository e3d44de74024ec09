import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Item } from '../../../src/feed/item.ts';
import { call } from '../../call.ts';
import { flatPicture } from '../../pictures-of-tests.ts';
import { databases } from '../../services/databases.ts';
import { until } from '../../until.ts';
import { uploadTo } from '../../upload-to.ts';
import { Desk, dateline, done, scratch, serve } from './keep-room.ts';

describe.each(databases)('a backup: %s', (_name, empty) => {
  test('of a server that is written to has all that was there when it began, and starts a server elsewhere', async () => {
    const place = await empty();
    using kept = scratch();
    const { server, url } = await serve(place);
    await using _server = server;
    const desk = new Desk(url);
    await desk.createFeed();
    const upload = await uploadTo({ url }, await flatPicture('png'), 'harbour.png');
    const picture = await (await fetch(url + upload.url)).arrayBuffer();
    const first = await desk.post('First', { images: [{ url: upload.url, alt: 'A harbour' }] });
    const draft = await desk.send('POST', `${desk.path}/items`, { headline: 'Kept', draft: true });
    const before = [first];
    for (let n = 0; n < 10; n += 1) before.push(await desk.post(`Before ${n}`));

    const over = new AbortController();
    const writing = (async () => {
      for (let n = 0; !over.signal.aborted; n += 1) await desk.post(`Meanwhile ${n}`);
    })();
    const path = await done(place, 'backup', kept.path);
    over.abort();
    await writing;
    expect(path).toMatch(/\/dateline-\d{8}T\d{6}Z\.tar\.gz$/);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await done(place, 'verify', path)).toMatch(/^Whole, as of 2\d\d\d-.*: \d+ items, /);

    const other = await empty();
    expect(await done(other, 'restore', path)).toContain('Start the server');
    const restored = await serve(other);
    await using _restored = restored.server;
    const there = new Desk(restored.url);
    const head = await there.send('GET', `${desk.path}/head`);
    // The restored log is the beginning of the log that went on.
    const log = (await desk.send('GET', desk.path)) as { epoch: string };
    const segments = async (base: string) => {
      const { json } = await call(base, 'GET', `${desk.path}/log/${log.epoch}/0?v=0`);
      return (json['changes'] as { item?: Item }[]).slice(0, Number(head['seq']));
    };
    const beginning = await segments(restored.url);
    expect(beginning).toEqual(await segments(url));
    const headlines = beginning.map(({ item }) => item?.headline);
    expect(headlines).toEqual(expect.arrayContaining(before.map((item) => item.headline)));
    expect(Buffer.from(await (await fetch(restored.url + upload.url)).arrayBuffer())).toEqual(
      Buffer.from(picture),
    );
    const { items } = (await there.send('GET', `${desk.path}/drafts`)) as { items: Item[] };
    expect(items.map(({ id }) => id)).toEqual([(draft['item'] as Item).id]);
    await there.post('After');
    const found = async () => {
      const { json } = await call(restored.url, 'GET', `${desk.path}/search?q=First`);
      return (json['results'] as object[]).length === 1;
    };
    await until(found, 'the restored items to be found');
    await place.drop();
    await other.drop();
  });

  test('is taken of a server that has stopped, too, and without the files where that is asked for', async () => {
    const place = await empty();
    using kept = scratch();
    const { server, url } = await serve(place);
    const desk = new Desk(url);
    await desk.createFeed();
    const upload = await uploadTo({ url }, await flatPicture('png'));
    await desk.post('With a picture', { images: [{ url: upload.url, alt: 'A' }] });
    await server.kill('SIGTERM');
    const bare = kept.at('bare.tar');
    await done(place, 'backup', bare, '--no-media');
    expect(await done(place, 'verify', bare)).toMatch(/1 items, without files\.$/);
    const whole = kept.at('whole.tar');
    await done(place, 'backup', whole);
    expect(await done(place, 'verify', whole)).toMatch(/1 items, [1-9]\d* files\.$/);
    await place.drop();
  });

  test('is not put over what is there: a server that runs, its data, or a file of that name', async () => {
    const place = await empty();
    using kept = scratch();
    const { server, url } = await serve(place);
    await using _server = server;
    const desk = new Desk(url);
    await desk.createFeed();
    await desk.post('Here');
    const path = kept.at('one.tar');
    await done(place, 'backup', path);
    const again = await dateline(place, ['backup', path]);
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('is there already')]);
    // In a folder it has a name of its own, also in a second that has one already.
    const folder = kept.at('folder');
    mkdirSync(folder);
    for (let second = 0; second < 600; second += 1) {
      const at = new Date(Date.now() + second * 1_000).toISOString().replace(/[-:]|\.\d+/g, '');
      writeFileSync(join(folder, `dateline-${at}.tar.gz`), '');
    }
    expect(await done(place, 'backup', folder)).toMatch(/-2\.tar\.gz$/);
    await desk.post('Later');
    const running = await dateline(place, ['restore', path]);
    expect(running.code).toBe(1);
    expect(running.err).toMatch(/There is a database in|A server is connected/);
    await server.kill('SIGTERM');
    const stopped = await dateline(place, ['restore', path]);
    expect(stopped.code).toBe(1);
    expect(stopped.err).toMatch(/There is a database in|is not empty/);
    const next = await serve(place);
    await using _next = next.server;
    expect((await new Desk(next.url).items()).map(({ headline }) => headline)).toEqual([
      'Later',
      'Here',
    ]);
    await place.drop();
  });
});
