import type { Page } from 'playwright-core';
import type { Item } from '../../../src/feed/item.ts';
import { until } from '../../until.ts';
import { openEmbedRoom } from './embed-room.ts';
import { findFaults } from './find-faults.ts';

/**
 * How a page is looked at. In the reader's own palette contrast is not ours, and large text, in the colours of the look before,
 * asks for no more of it.
 */
const looks = [
  { name: 'light', width: 1280, colorScheme: 'light', forcedColors: 'none', textPercent: 100 },
  {
    name: 'dark, 320 px',
    width: 320,
    colorScheme: 'dark',
    forcedColors: 'none',
    textPercent: 100,
  },
  {
    name: 'forced, 200 % text',
    width: 768,
    colorScheme: 'dark',
    forcedColors: 'active',
    textPercent: 200,
  },
] as const;

/** One feed in each direction. */
const languages = ['en', 'ar'] as const;

describe('readers with assistive technology find no fault', () => {
  const room = openEmbedRoom();
  const gone: Item[] = [];
  const kept: Item[] = [];
  let page: Page;

  beforeAll(async () => {
    const { server } = room;
    for (const lang of languages) {
      const campaign = { text: 'Help us', goal: 20, count: 7, unit: 'members' };
      await server.createFeed(lang, {
        title: `A story in ${lang}`,
        lang,
        description: 'Its port',
        campaign: { ...campaign, link: 'https://a.example', linkText: 'Join' },
      });
      await server.createFeed(`ended-${lang}`, { title: 'Over', lang, coverage: 'ended' });
      await fill(lang);
    }
    await server.createFeed('empty', { title: 'Empty' });
    await server.createFeed('gone', { title: 'All removed' });
    for (const headline of ['One', 'Two']) {
      const { item } = await server.publish('gone', { headline });
      await server.call('DELETE', `/api/v1/feeds/gone/items/${item.id}`, { reason: 'It must go.' });
    }
    await server.createFeed('listed', { title: 'Listed', origins: ['https://good.example'] });
    room.host.policy = "default-src * data: 'unsafe-inline'";
    const options = { locale: 'en-GB', bypassCSP: true, permissions: ['local-network-access'] };
    page = await (await room.browser.newContext(options)).newPage();
  });

  /** An item of each kind: breaking, key, pinned, corrected, struck, removed, with a picture and with all blocks. */
  async function fill(feed: string): Promise<void> {
    const { server } = room;
    const publish = async (item: object) => (await server.publish(feed, item)).item;
    const change = (item: Item, rev: number, body: object) =>
      server.call('PATCH', `/api/v1/feeds/${feed}/items/${item.id}`, body, {
        'if-match': `"${rev}"`,
      });
    const body =
      'Text, *em*, **strong**, `code`, [link](https://a.example).\n\n- one\n\n1. two\n\n> said\n\n#### Heading';
    const pinned = await publish({ headline: 'Pinned', body, bylines: ['Ann'] });
    await server.call('PUT', `/api/v1/feeds/${feed}/items/${pinned.id}/pin`);
    const removed = await publish({ headline: 'Removed' });
    gone.push(removed);
    await server.call('DELETE', `/api/v1/feeds/${feed}/items/${removed.id}`, { reason: 'So.' });
    const corrected = await publish({ headline: 'Corrected', body, key: true });
    await change(corrected, 1, { kind: 'correct', headline: 'Right', note: 'It was not so.' });
    const struck = await publish({
      headline: 'Struck',
      body: 'All of it, [all](https://a.example).',
    });
    kept.push(struck);
    await change(struck, 1, { kind: 'strike', note: 'It was not so.' });
    const image = {
      url: `${server.url}/assets/demo/map.svg`,
      alt: 'A map',
      caption: 'The port',
      credit: 'Ann',
      width: 800,
      height: 500,
    };
    await publish({ headline: 'Picture', image, key: true, link: 'https://paper.example/' });
    await publish({ headline: 'Breaking', body: 'Now.', breaking: true, tags: ['port'] });
  }

  /** The faults of the page as it stands, in each look. */
  async function faultsIn(state: string): Promise<readonly string[]> {
    const found: string[] = [];
    for (const { name, width, textPercent, ...media } of looks) {
      // So high that no frame is out of sight, where browsers let it rest.
      await page.setViewportSize({ width, height: page.frames().length > 1 ? 6_000 : 900 });
      await page.emulateMedia(media);
      for (const frame of page.frames()) {
        await frame.evaluate(
          (percent) => (document.documentElement.style.fontSize = `${percent}%`),
          textPercent,
        );
      }
      await until(() => haveSeen(media.colorScheme), `tickers in ${media.colorScheme} colours`);
      const faults = await findFaults(page, media.forcedColors === 'none');
      found.push(...faults.map((fault) => `${state}, ${name}: ${fault}`));
    }
    return found;
  }

  /** Whether all tickers of the page and its frames fit a page in these colours. */
  async function haveSeen(scheme: 'light' | 'dark'): Promise<boolean> {
    const tickers = `live-ticker[data-scheme]:not([data-scheme=${scheme}])`;
    const counts = await Promise.all(page.frames().map((frame) => frame.locator(tickers).count()));
    return counts.every((count) => count === 0);
  }

  const ticker = (feed: string, attributes: string) =>
    `<div><live-ticker feed="${feed}" ${attributes}></live-ticker></div>`;

  /** A site's page with these in it. */
  async function openHost(body: string): Promise<void> {
    const style =
      '<style>html { color-scheme: light dark } body { background: light-dark(#fff, #111) }</style>';
    const script = `<script src="${room.server.url}/v1/ticker.js"></script>`;
    await page.goto(
      room.host.page(`<script>document.documentElement.lang = 'en'</script>${style}
        <main><h1>Theirs</h1><h2>Live</h2>${body}</main>${script}`),
    );
  }

  const statuses = (words: string) => page.locator('live-ticker [part=status]', { hasText: words });

  test('in each layout, live, with news waiting, paused and offline, in both directions (R5)', async () => {
    const layouts = ['', 'layout="rail"', 'layout="bar"'];
    await openHost(
      languages
        .flatMap((lang) => layouts.map((layout) => ticker(lang, `${layout} heading="${lang}"`)))
        .join(''),
    );
    await statuses('Live').nth(2).waitFor();
    const found = [...(await faultsIn('live'))];

    const [english, arabic] = languages.map((lang) => page.locator(`live-ticker[feed=${lang}]`));
    await english?.nth(1).hover();
    await arabic?.nth(1).locator('.lt-headline a').first().focus();
    for (const lang of languages) {
      await room.server.publish(lang, { headline: 'Plain news' });
      await room.server.publish(lang, { headline: 'More that breaks', breaking: true });
    }
    const waiting = page
      .locator('live-ticker')
      .locator('[part=pill]:visible, [part=alarm-bar]:visible');
    await until(async () => (await waiting.count()) >= 2, 'news to wait');
    found.push(...(await faultsIn('with news waiting')));

    const alarms = page.locator('live-ticker [part=alarm-close]:visible');
    while ((await alarms.count()) > 0) await alarms.first().click();
    const pauses = page.locator('live-ticker [part=pause]');
    for (const pause of await pauses.all()) if (await pause.isVisible()) await pause.click();
    await statuses('Paused').first().waitFor();
    found.push(...(await faultsIn('paused')));
    for (const pause of await pauses.all()) if (await pause.isVisible()) await pause.click();
    await page.context().setOffline(true);
    await statuses('Offline').first().waitFor();
    found.push(...(await faultsIn('offline')));
    await page.context().setOffline(false);
    expect(found).toEqual([]);
  });

  test('in each layout where a feed is refused, unknown, ended, empty, or has nothing but removed items (R5)', async () => {
    const feeds = ['listed', 'nowhere', 'ended-en', 'ended-ar', 'empty', 'gone'];
    const layouts = ['', 'layout="rail"', 'layout="bar"'];
    await openHost(
      feeds
        .flatMap((feed) =>
          layouts.map((layout, n) => ticker(feed, `${layout} heading="${feed} ${n}"`)),
        )
        .join(''),
    );
    await statuses('ended').first().waitFor();
    await page.locator('live-ticker[feed=gone] .lt-removed').first().waitFor();
    expect(await faultsIn('still')).toEqual([]);
  });

  test('in frames and fragments of a site (R5)', async () => {
    const { url } = room.server;
    const fragments = await Promise.all(
      languages.map(async (lang) =>
        (await fetch(`${url}/api/v1/feeds/${lang}/fragment?layout=rail`)).text(),
      ),
    );
    const frames = [
      ...languages,
      `en?item=${kept[0]?.id}`,
      `en?item=${gone[0]?.id}`,
      'listed',
      'nowhere',
      'empty',
      'gone',
    ]
      .map(
        (path, n) =>
          `<iframe src="${url}/embed/${path}" title="Frame ${n}" width="100%" height="300"></iframe>`,
      )
      .join('');
    await openHost(
      `<link rel=stylesheet href="${url}/assets/item.css">${frames}${fragments.join('')}
       <script src="${url}/v1/embed.js"></script>`,
    );
    await page
      .frameLocator('iframe')
      .first()
      .locator('[part=status]', { hasText: 'Live' })
      .waitFor();
    expect(await faultsIn('frames')).toEqual([]);
  });

  test('on each page of ours (R5)', async () => {
    const found: string[] = [];
    const paths = [
      '/',
      '/feeds',
      ...languages.flatMap((lang) => [`/feeds/${lang}`, `/feeds/ended-${lang}`]),
      `/feeds/en/items/${kept[0]?.id}`,
      `/feeds/ar/items/${kept[1]?.id}`,
      `/feeds/en/items/${gone[0]?.id}`,
      '/feeds/empty',
      '/feeds/gone',
      '/feeds/nowhere',
      '/feeds/en/embed',
      '/feeds/listed/embed?way=frame',
    ];
    for (const path of paths) {
      await page.goto(room.server.url + path);
      await page.locator('h1').first().waitFor();
      if (path.endsWith('/embed')) await page.locator('.builder-live').waitFor();
      found.push(...(await faultsIn(path)));
    }
    expect(found).toEqual([]);
  });
});
