import type { Page } from 'playwright-core';
import { pseudoOf, pseudoTag } from '../../../src/feed/words/pseudo.ts';
import { english } from '../../../src/feed/words/languages.ts';
import { counted } from '../../../src/feed/words/words.ts';
import { until } from '../../until.ts';
import { openHostRoom } from '../embed/host-room.ts';
import { wordsLeft } from './words-left.ts';

const words = pseudoOf(english);

describe('on another site, in the made-up language, where each word of a language file is in brackets,', () => {
  const room = openHostRoom();

  /** A feed whose editors write in Cyrillic letters, with an item of each kind. */
  async function newFeed(more: object = {}): Promise<string> {
    const feed = await room.newFeed();
    const { server } = room;
    const info = { title: 'Шторм', lang: pseudoTag, ...more };
    await server.call('PATCH', `/api/v1/feeds/${feed}`, info);
    const { item } = await server.publish(feed, { headline: 'Один', body: 'Слово.', key: true });
    const path = `/api/v1/feeds/${feed}/items/${item.id}`;
    await server.call('PATCH', path, { kind: 'correct', note: 'Ой' }, { 'if-match': '"1"' });
    const { item: struck } = await server.publish(feed, { headline: 'Два' });
    const strike = { kind: 'strike', note: 'Ні' };
    await server.call('PATCH', `/api/v1/feeds/${feed}/items/${struck.id}`, strike, {
      'if-match': '"1"',
    });
    const { item: gone } = await server.publish(feed, { headline: 'Три' });
    await server.call('DELETE', `/api/v1/feeds/${feed}/items/${gone.id}`, { reason: 'Так' });
    await server.publish(feed, { headline: 'Чотири', breaking: true });
    return feed;
  }

  /** What the page says besides its own title. */
  async function left(page: Page): Promise<readonly string[]> {
    await page.evaluate(() => (document.title = ''));
    return wordsLeft(page);
  }

  test.each(['rail', 'bar'])(
    'the %s says nothing outside them, with news waiting, and where it is ended',
    async (layout) => {
      const feed = await newFeed();
      const page = await room.open(`<live-ticker feed="${feed}" layout="${layout}"></live-ticker>`);
      const ticker = page.locator('live-ticker');
      await ticker.locator('[part=status]', { hasText: words.live }).waitFor();
      expect(await left(page)).toEqual([]);
      if (layout === 'rail') {
        await ticker.locator('.lt-headline').first().hover();
        await room.server.publish(feed, { headline: 'Пять' });
        await ticker.getByRole('button', { name: counted(words, words.newUpdates, 1) }).waitFor();
        expect(await left(page)).toEqual([]);
      }
      await room.server.call('PATCH', `/api/v1/feeds/${feed}`, { coverage: 'ended' });
      const isOver = async () =>
        (await ticker.locator('[part=status]').textContent()) === words.ended;
      await until(isOver, 'the end');
      expect(await left(page)).toEqual([]);
    },
  );

  test('frames of a feed and of an item say nothing outside them', async () => {
    const feed = await newFeed();
    const { json } = await room.server.call('GET', `/api/v1/feeds/${feed}/items?limit=5`);
    const ids = (json['items'] as readonly { readonly id: string }[]).map(({ id }) => id);
    const paths = [
      `${feed}?layout=feed`,
      `${feed}?layout=rail`,
      `${feed}?layout=bar`,
      ...ids.map((id) => `${feed}?item=${id}`),
    ];
    const frames = paths.map((path) => `<iframe src="${room.server.url}/embed/${path}"></iframe>`);
    const page = await room.open(frames.join(''));
    for (const path of paths) {
      const frame = page.frame({ url: `${room.server.url}/embed/${path}` });
      if (frame === null) throw new Error(`There is no frame of ${path}.`);
      await frame.locator('body *').first().waitFor({ state: 'attached' });
      const status = frame.locator('live-ticker [part=status]');
      if ((await frame.locator('live-ticker').count()) > 0) {
        await until(async () => (await status.textContent()) === words.live, `${path} to be live`);
      }
      expect([path, await wordsLeft(frame)]).toEqual([path, []]);
    }
  });

  test('a frame that is refused says nothing outside them', async () => {
    const feed = await newFeed({ origins: ['https://good.example'] });
    const page = await room.open(`<iframe src="${room.server.url}/embed/${feed}"></iframe>`);
    await page.frameLocator('iframe').getByText(words.pages.notShownHere).waitFor();
    const [, frame] = page.frames();
    if (frame === undefined) throw new Error('There is no frame.');
    expect(await wordsLeft(frame)).toEqual([]);
  });
});
