import type { Page } from 'playwright-core';
import { openReadingRoom } from './reading-room.ts';
import type { Tab } from './tab.ts';

describe('copies of a feed’s page', () => {
  const room = openReadingRoom();

  /** The present page, to be served to a reader later, as a cache would. */
  async function saved(feed: string): Promise<(page: Page) => Promise<unknown>> {
    const copy = await room.copyOf(feed);
    return (page) => page.route(room.addressOf(feed), (route) => route.fulfill(copy));
  }

  /** Without ages: a tab knows the server's time after a while. */
  const text = async (tab: Tab) => {
    const lines = (await tab.page.locator('live-ticker').innerText()).split('\n');
    return lines.filter((line) => !/^(now|\d+ min\.? ago)$/.test(line)).join('\n');
  };

  const placesOf = (tab: Tab) =>
    tab.page.locator('live-ticker .lt-list article').evaluateAll((all) => all.map(({ id }) => id));

  test('a tab that was there from the start and one that came late show the same, word for word', async () => {
    const feed = await room.newFeed();
    const first = await room.publish(feed, 'first');
    const early = await room.open(feed);
    await early.says('Live');
    const gone = await room.publish(feed, 'unsayable');
    const key = await room.publish(feed, 'a key event', { key: true, body: 'It is **so**.' });
    await room.correct(feed, first, 'the very first');
    await room.takeDown(feed, gone);
    await room.server.call('PUT', `/api/v1/feeds/${feed}/items/${key.id}/pin`);
    await early.shows('a key event', 'Removed', 'the very first');
    const late = await room.open(feed);
    for (const tab of [early, late]) await tab.says('Live');
    expect(await text(late)).toBe(await text(early));

    await room.publish(feed, 'for both');
    for (const tab of [early, late]) {
      await tab.shows('for both', 'a key event', 'Removed', 'the very first');
    }
    expect(await text(late)).toBe(await text(early));
    expect(await text(early)).toContain('It was not so.');
  });

  test('a page out of a cache catches up to now: nothing twice, and no word of what was taken down since', async () => {
    const feed = await room.newFeed();
    const first = await room.publish(feed, 'first');
    const gone = await room.publish(feed, 'unsayable', {
      key: true,
      body: 'An unsayable thing.',
      image: { url: 'https://example.org/unsayable.png', alt: 'An unsayable sight' },
    });
    await room.server.call('PUT', `/api/v1/feeds/${feed}/items/${gone.id}/pin`);
    const asItWas = await saved(feed);
    await room.publish(feed, 'second');
    await room.correct(feed, first, 'the very first');
    await room.takeDown(feed, gone);

    const tab = await room.open(feed, asItWas);
    await tab.says('Live');
    expect(await tab.caughtUp()).toEqual([[4, 5, 6]]);
    await tab.shows('second', 'Removed', 'the very first');
    const places = await placesOf(tab);
    expect(new Set(places).size).toBe(places.length);
    expect(await tab.holds('unsayable')).toBe(false);
    const fresh = await room.open(feed);
    await fresh.says('Live');
    expect(await text(tab)).toBe(await text(fresh));
  });

  test('a page that is too old to be caught up is replaced by what is now, as a whole', async () => {
    const feed = await room.newFeed();
    await room.publish(feed, 'first');
    const gone = await room.publish(feed, 'unsayable', { key: true });
    const asItWas = await saved(feed);
    await room.takeDown(feed, gone);
    // An instance remembers 512 changes, and at times twice as many.
    await room.server.publishMany(feed, 1_020);
    const newest = Array.from({ length: 20 }, (_, n) => `update ${n}`);
    for (const headline of newest) await room.publish(feed, headline);

    const tab = await room.open(feed, asItWas);
    await tab.says('Live');
    expect(await tab.caughtUp()).toEqual([[]]);
    await tab.shows(...newest.toReversed());
    expect(await tab.holds('unsayable')).toBe(false);
  });
});
