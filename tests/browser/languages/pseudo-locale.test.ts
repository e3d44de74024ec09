import { pseudoOf, pseudoTag } from '../../../src/feed/words/pseudo.ts';
import { english } from '../../../src/feed/words/languages.ts';
import { counted } from '../../../src/feed/words/words.ts';
import type { Item } from '../../../src/feed/item.ts';
import { until } from '../../until.ts';
import { openReadingRoom } from '../reading-room.ts';
import type { Tab } from '../tab.ts';
import { noWordsLeft, wordsLeft } from './words-left.ts';

const words = pseudoOf(english);

describe('in the made-up language, where each word of a language file is in brackets,', () => {
  const room = openReadingRoom();

  /** A feed whose editors write in Cyrillic letters. */
  async function newFeed(more: object = {}): Promise<string> {
    const feed = await room.newFeed();
    const info = { title: 'Шторм', description: 'Порт', lang: pseudoTag, ...more };
    await room.server.call('PATCH', `/api/v1/feeds/${feed}`, info);
    return feed;
  }

  async function change(feed: string, { id }: Item, rev: number, body: object): Promise<void> {
    const path = `/api/v1/feeds/${feed}/items/${id}`;
    await room.server.call('PATCH', path, body, { 'if-match': `"${rev}"` });
  }

  /** An item with each of the things that are said of one. */
  async function fill(feed: string): Promise<{ readonly struck: Item; readonly gone: Item }> {
    const image = {
      url: 'https://pictures.example/1.png',
      alt: 'Мапа',
      caption: 'Порт',
      credit: 'А',
    };
    const gone = await room.publish(feed, 'Дев’ять');
    const back = await room.publish(feed, 'Вісім');
    await change(feed, back, 1, { kind: 'strike', note: 'Ні' });
    await change(feed, back, 2, { kind: 'unstrike', note: 'Так' });
    const struck = await room.publish(feed, 'Сім', { image });
    await change(feed, struck, 1, { kind: 'correct', headline: 'Сім з', note: 'Ой' });
    await change(feed, struck, 2, { kind: 'strike', note: 'Ні' });
    const edited = await room.publish(feed, 'Шість', { key: true, link: 'https://paper.example/' });
    await change(feed, edited, 1, { kind: 'edit', headline: 'Шість з' });
    const { item: nameless } = await room.server.publish(feed, {
      body: '---',
      breaking: true,
      bylines: ['Ж'],
    });
    await room.server.call('PUT', `/api/v1/feeds/${feed}/pin`, { id: nameless.id });
    await room.takeDown(feed, gone);
    return { struck, gone };
  }

  /** A tab on one of the feed's pages, with and without a script. */
  async function openBoth(path: string): Promise<readonly Tab[]> {
    const drawn = await room.open(path, (page) => page.route('**/*.js', (route) => route.abort()));
    return [drawn, await room.open(path)];
  }

  test.each([
    ['the feed', '', 200],
    ['its older items', '?before=', 200],
    ['the page of one item', '/items/struck', 200],
    ['the page of one that is gone', '/items/gone', 410],
    ['the page of one that never was', '/items/018f0000-0000-7000-8000-000000000001', 404],
    ['the page of a broken link', '?before=x', 400],
  ])('%s says nothing outside them', async (_, path, status) => {
    const feed = await newFeed({ timezone: 'Europe/Kyiv' });
    const { struck, gone } = await fill(feed);
    const { next } = (await room.server.call('GET', `/api/v1/feeds/${feed}/items?limit=1`)).json;
    const asked = path
      .replace('before=', path === '?before=' ? `before=${String(next)}` : 'before=')
      .replace('struck', struck.id)
      .replace('gone', gone.id);
    const answer = await fetch(room.addressOf(feed) + asked);
    expect(answer.status).toBe(status);
    for (const tab of await openBoth(feed + asked)) {
      await tab.page.getByText(words.pages.allFeeds).first().waitFor();
      await noWordsLeft(tab.page);
      expect(await tab.page.locator('html').getAttribute('lang')).toBe(pseudoTag);
    }
    // What readers without JavaScript are told.
    const notes = [...(await answer.text()).matchAll(/<noscript>(.*?)<\/noscript>/gs)];
    const told = notes.map(([, note = '']) => note.replace(/<[^>]*>|\[[^[\]]*\]/g, '').trim());
    expect(told.filter((text) => text !== '')).toEqual([]);
  });

  test('a feed without items, whose coverage has ended, says nothing outside them', async () => {
    const feed = await newFeed({ coverage: 'ended' });
    for (const tab of await openBoth(feed)) {
      await tab.page.getByText(words.pages.empty).waitFor();
      await noWordsLeft(tab.page);
    }
  });

  test('a page that is open says nothing outside them when its item is taken down', async () => {
    const feed = await newFeed();
    const { struck } = await fill(feed);
    const tab = await room.open(`${feed}/items/${struck.id}`);
    await tab.page.getByText('Сім з').waitFor();
    await room.takeDown(feed, struck);
    await tab.page.getByRole('heading', { name: words.removed }).waitFor();
    await noWordsLeft(tab.page);
  });

  /** Of a status with a time in it. */
  const saysTheBeginningOf = (tab: Tab, sentence: string) => {
    const [beginning = ''] = sentence.split('{');
    return until(async () => (await tab.status())?.startsWith(beginning) === true, beginning);
  };

  const nothingLeft = async (tab: Tab, when: string) =>
    expect([when, await wordsLeft(tab.page)]).toEqual([when, []]);

  test('the ticker says nothing outside them of what comes and goes, paused or not', async () => {
    const feed = await newFeed();
    const { struck } = await fill(feed);
    const tab = await room.open(feed);
    const ticker = tab.page.locator('live-ticker');
    await tab.says(words.live);
    await nothingLeft(tab, 'live');

    await room.publish(feed, 'Десять', { breaking: true, key: true });
    const atOnce = ticker.locator('[aria-live=assertive]', { hasText: 'Десять' });
    await atOnce.waitFor({ state: 'attached' });
    await ticker.getByRole('button', { name: counted(words, words.newUpdates, 1) }).waitFor();
    await room.publish(feed, 'Одинадцять');
    await ticker.getByRole('button', { name: counted(words, words.newUpdates, 2) }).waitFor();
    const politely = ticker.locator('[aria-live=polite]', { hasText: '[' });
    await until(async () => {
      await tab.page.clock.runFor(1_000);
      return (await politely.count()) > 0;
    }, 'the announcement');
    await nothingLeft(tab, 'with updates waiting');
    await ticker.locator('[part=alarm-close]').click();
    await tab.reveal();
    await room.takeDown(feed, struck);
    await ticker.locator(`[id="item-${struck.id}"].lt-removed`).waitFor();
    await nothingLeft(tab, 'with an item gone');

    await ticker.getByRole('button', { name: words.pause }).click();
    await tab.says(words.paused);
    await nothingLeft(tab, 'paused');
    await ticker.getByRole('button', { name: words.resume }).click();
    await tab.says(words.live);
    await room.server.call('PATCH', `/api/v1/feeds/${feed}`, { coverage: 'ended' });
    await tab.says(words.ended);
    await nothingLeft(tab, 'with coverage ended');
  });

  test('the ticker says nothing outside them of a connection that breaks, and of what is missed', async () => {
    const feed = await newFeed();
    await room.server.publishMany(feed, 30);
    const tab = await room.open(feed, (page) =>
      // The log of what was missed is another one.
      page.route(/\/head$/, (route) =>
        route.fulfill({ json: { epoch: 'another', seq: 0, tag: '' } }),
      ),
    );
    const ticker = tab.page.locator('live-ticker');
    await tab.says(words.live);
    room.cable.pullOut();
    await tab.says(words.reconnecting);
    await nothingLeft(tab, 'reconnecting');
    await tab.page.clock.fastForward(10_000);
    await saysTheBeginningOf(tab, words.notUpdatingSince);
    await nothingLeft(tab, 'not updating');
    await tab.page.context().setOffline(true);
    await saysTheBeginningOf(tab, words.offlineSince);
    await nothingLeft(tab, 'offline');

    // More is missed than an instance remembers (512 changes, and at times twice as many).
    await room.server.publishMany(feed, 1_060);
    await tab.page.context().setOffline(false);
    room.cable.putIn();
    await tab.page.clock.fastForward(15_000);
    await tab.says(words.live);
    await ticker.locator('[part=note]', { hasText: words.jumped }).waitFor();
    await nothingLeft(tab, 'with its rows replaced');
  });

  test('the ticker says nothing outside them while older items load, and when they cannot be had', async () => {
    const feed = await newFeed();
    await room.server.publishMany(feed, 30);
    let refuse: () => void = () => undefined;
    const refused = new Promise<void>((resolve) => (refuse = resolve));
    const tab = await room.open(feed, (page) =>
      page.route(/\/items\?/, async (route) => {
        await refused;
        await route.abort();
      }),
    );
    await tab.says(words.live);
    const ticker = tab.page.locator('live-ticker');
    await ticker.getByRole('button', { name: words.older }).click();
    await ticker.getByRole('button', { name: words.olderLoading }).waitFor();
    await nothingLeft(tab, 'loading');
    refuse();
    await ticker.getByRole('button', { name: words.olderFailed }).waitFor();
    await nothingLeft(tab, 'failed');
  });
});
