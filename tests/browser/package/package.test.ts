import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepts } from '../../services/accepts.ts';
import { freePort } from '../../services/free-port.ts';
import { until } from '../../until.ts';
import { BuiltSite } from './built-site.ts';
import { openPackageRoom } from './package-room.ts';

describe('the package @dateline/ticker, installed from its tarball', () => {
  const room = openPackageRoom();

  test('holds the module, its types, its style and the licences, and nothing else', () => {
    const { files, installed } = room.packed;
    const others = files.filter((path) => !/^types\/[a-z-]+\.d\.ts$/.test(path));
    expect([...others].sort()).toEqual([
      'LICENSE',
      'README.md',
      'THIRD-PARTY.txt',
      'item.css',
      'package.json',
      'ticker.mjs',
    ]);
    expect(files.length).toBeGreaterThan(others.length);
    for (const path of files) {
      const text = readFileSync(join(installed, path), 'utf8');
      // Nothing leads out of the package, into our tree or onto our disks.
      expect(text).not.toMatch(/\.\.\/|sourceMappingURL|\bsrc\/|node_modules\/|\/home\/|\/work\//);
    }
    const licences = readFileSync(join(installed, 'THIRD-PARTY.txt'), 'utf8');
    expect(licences).toMatch(/socket\.io-client[^]*Permission is hereby granted/);
  });

  test('is checked by a strict compiler, built by Vite, and follows a feed live, with and without the element', async () => {
    const { packed, server } = room;
    const folder = packed.example('plain');
    await packed.check(folder);
    await using site = await BuiltSite.open(await packed.build(folder, server.url, 'storm'));
    const page = await room.open(site.url);
    await page.locator('live-ticker .lt-headline', { hasText: 'Gates shut' }).waitFor();
    await until(async () => (await page.title()) === 'storm: live', 'live');
    await server.publish('storm', { headline: 'Gates open' });
    await page.getByRole('button', { name: '1 new update' }).waitFor();
    await page.locator('ul > li', { hasText: 'Gates open' }).waitFor();
    expect(await room.connections()).toBe(1);
    expect(room.complaints).toEqual([]);
  });

  test('refuses by its types what the element does not know', async () => {
    const { packed } = room;
    const folder = packed.example('react');
    const app = join(folder, 'src/app.tsx');
    const right = readFileSync(app, 'utf8');
    writeFileSync(app, right.replace('layout="rail"', 'layout="reel"'));
    const said = await packed.check(folder).then(String, String);
    // Without this one fault the example is right.
    expect(said.match(/error TS.*/g)).toEqual([expect.stringContaining('"reel"')]);
  });

  test('is imported by a server, which renders the items; the browser takes them over', async () => {
    const { packed, server } = room;
    const port = await freePort();
    const program = join(packed.example('server-rendered'), 'server.mjs');
    const env = { ...process.env, PORT: `${port}`, DATELINE: server.url, FEED: 'storm' };
    const child = spawn(process.execPath, [program], { env, stdio: 'inherit' });
    try {
      await until(() => accepts(port), 'the site');
      const url = `http://127.0.0.1:${port}/`;
      const html = await (await fetch(url)).text();
      expect(html).toMatch(/<live-ticker feed="storm">\s*<ol[^]*Gates shut/);
      const page = await room.open(url);
      await page.locator('live-ticker [part=status]', { hasText: 'Live' }).waitFor();
      const { item } = await server.publish('storm', { headline: 'Tide turns' });
      await page.getByRole('button', { name: '1 new update' }).click();
      await page.locator('live-ticker .lt-headline', { hasText: 'Tide turns' }).waitFor();
      expect(await page.locator('live-ticker > ol').count()).toBe(1);
      const ids = await page
        .locator('live-ticker article')
        .evaluateAll((articles) => articles.map(({ id }) => id));
      expect(ids[0]).toBe(`item-${item.id}`);
      expect(new Set(ids).size).toBe(ids.length);
      expect(room.complaints).toEqual([]);
    } finally {
      child.kill();
    }
  });
});
