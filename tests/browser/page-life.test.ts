import { until } from '../until.ts';
import { openWholeBrowser } from './browser.ts';
import { openReadingRoom } from './reading-room.ts';

describe('a reader’s tab', () => {
  const room = openReadingRoom(openWholeBrowser);

  const nobody = () => until(async () => (await room.readers()) === 0, 'the reader to be gone');

  test('hidden for a minute lets its connection go; looked at again it gets exactly what it missed (R13)', async () => {
    const feed = await room.newFeed();
    const gone = await room.publish(feed, 'unsayable');
    const tab = await room.open(feed);
    await tab.says('Live');
    await tab.look(false);
    // Half a minute is too short for the connection to rest.
    await tab.page.clock.fastForward(30_000);
    const { postedAt } = await room.publish(feed, 'while it glances elsewhere');
    await tab.shows('while it glances elsewhere', 'unsayable');
    expect(await room.readers()).toBe(1);

    await tab.page.clock.fastForward(30_000);
    await nobody();
    await tab.noteAnew();
    await tab.page.clock.runFor(120_000);
    await room.publish(feed, 'unseen');
    await room.takeDown(feed, gone);
    expect(await tab.noted()).toEqual([]);
    // The time is the server's, although the reader's clock is wrong.
    expect(await tab.status()).toBe(`Not updating since ${postedAt.slice(11, 16)}`);

    await tab.look(true);
    await tab.says('Live');
    expect(await tab.caughtUp()).toEqual([[3, 4]]);
    await tab.shows('unseen', 'while it glances elsewhere', 'Removed');
  });

  test('that is offline says so and since when; online again it gets exactly what it missed (R13)', async () => {
    const feed = await room.newFeed();
    const gone = await room.publish(feed, 'unsayable');
    // The slowest random choice: by the schedule alone the next try would come after half a minute.
    const tab = await room.open(feed, (page) =>
      page.addInitScript(() => {
        Math.random = () => 0.99;
      }),
    );
    await tab.says('Live');
    await tab.page.context().setOffline(true);
    await tab.saysSince('Offline since');
    const said = await tab.status();
    await room.publish(feed, 'unheard');
    await room.takeDown(feed, gone);
    await tab.noteAnew();
    for (let tries = 0; tries < 6; tries += 1) await tab.page.clock.fastForward(60_000);
    expect((await tab.noted()).filter(({ kind }) => kind === 'said')).toEqual([]);
    expect(await tab.status()).toBe(said);

    await tab.page.context().setOffline(false);
    await tab.says('Live');
    expect(await tab.caughtUp()).toEqual([[2, 3]]);
    await tab.shows('unheard', 'Removed');
  });

  test('that was left hangs up; brought back by the Back button, as it was, it gets exactly what it missed (R13)', async () => {
    const feed = await room.newFeed();
    const gone = await room.publish(feed, 'unsayable');
    // A browser that does not report that the page is hidden, and shown again.
    const tab = await room.open(feed, (page) =>
      page.addInitScript(() => {
        document.addEventListener('visibilitychange', (event) => event.stopImmediatePropagation());
      }),
    );
    await tab.says('Live');
    await tab.noteAnew();
    await tab.page.goto(new URL('/', room.addressOf(feed)).href);
    await nobody();
    await room.publish(feed, 'meanwhile');
    await room.takeDown(feed, gone);

    await tab.page.evaluate(() => void setTimeout(() => history.back()));
    const isBack = () =>
      tab.page.evaluate(() => globalThis.noted.some(({ kind }) => kind === 'restored'));
    await until(() => isBack().catch(() => false), 'the page to be restored from the cache');
    await tab.says('Live');
    expect(await tab.caughtUp()).toEqual([[2, 3]]);
    await tab.shows('meanwhile', 'Removed');
    // The page closed its connection before it was left: a browser may not keep a page with an open connection.
    const life = (await tab.noted()).map(({ kind }) => kind).filter((kind) => kind !== 'said');
    expect(life.slice(0, 4)).toEqual(['left', 'hung up', 'restored', 'dialled']);
  });
});
