import type { Page } from 'playwright-core';
import { until } from '../until.ts';
import { openReadingRoom } from './reading-room.ts';
import { unfoundedClaims, type Tab, timeless } from './tab.ts';

describe('the status line', () => {
  const room = openReadingRoom();

  async function said(tab: Tab): Promise<readonly string[]> {
    return (await tab.noted()).flatMap((note) => (note.kind === 'said' ? [note.words] : []));
  }

  /** A page that a cache has kept, in a browser that reaches nothing else. */
  async function cutOff(feed: string): Promise<(page: Page) => Promise<unknown>> {
    const page = await room.copyOf(feed);
    const files = new Map<string, string>();
    for (const path of ['/v1/ticker.js', '/assets/site.js']) {
      files.set(path, await (await fetch(new URL(path, room.addressOf(feed)))).text());
    }
    return async (tab) => {
      await tab.context().setOffline(true);
      await tab.route('**', (route) => {
        const script = files.get(new URL(route.request().url()).pathname);
        if (route.request().isNavigationRequest()) return route.fulfill(page);
        if (script === undefined) return route.abort();
        return route.fulfill({ body: script, contentType: 'text/javascript' });
      });
    };
  }

  test('says Live only when the feed has told where it stands, not when a connection is there (R12)', async () => {
    const feed = await room.newFeed();
    await room.publish(feed, 'first');
    const withheld: (() => void)[] = [];
    let isOpen = false;
    const tab = await room.open(feed, (page) =>
      page.routeWebSocket(/socket\.io/, (near) => {
        const far = near.connectToServer();
        far.onMessage((frame) => {
          const isEvent = String(frame).startsWith('42');
          if (isEvent && !isOpen) withheld.push(() => near.send(frame));
          else near.send(frame);
        });
      }),
    );
    await until(() => withheld.length > 0, 'the server to have told');
    expect(await tab.status()).toBe('Connecting');
    isOpen = true;
    for (const tell of withheld) tell();
    await tab.says('Live');
    expect(await said(tab)).toEqual(['Connecting', 'Live']);
  });

  test('of a broken connection says Reconnecting, soon since when nothing was heard, and Live when all is caught up (R12)', async () => {
    const feed = await room.newFeed();
    await room.publish(feed, 'first');
    const tab = await room.open(feed);
    await tab.says('Live');
    room.cable.pullOut();
    await tab.says('Reconnecting');
    await room.publish(feed, 'unheard');
    await tab.page.clock.fastForward(10_000);
    await tab.saysSince('Not updating since');
    room.cable.putIn();
    await tab.page.clock.fastForward(15_000);
    await tab.says('Live');
    await tab.shows('unheard', 'first');
    expect(new Set((await said(tab)).map(timeless))).toEqual(
      new Set(['Connecting', 'Live', 'Reconnecting', 'Not updating since …']),
    );
    expect(unfoundedClaims(await tab.noted())).toEqual([]);
  });

  test('does not believe in a connection that is silent for longer than a server ever is', async () => {
    const feed = await room.newFeed();
    await room.publish(feed, 'first');
    const tab = await room.open(feed);
    await tab.says('Live');
    room.cable.stall();
    await room.publish(feed, 'unheard');
    await tab.noteAnew();
    await tab.page.clock.fastForward(45_000);
    await tab.says('Live');
    await tab.shows('unheard', 'first');
    expect((await said(tab)).map(timeless)).toEqual(['Not updating since …', 'Live']);
    expect(unfoundedClaims(await tab.noted())).toEqual([]);
  });

  test('of a page out of a cache, without a network, says Offline and nothing else (R12)', async () => {
    const feed = await room.newFeed();
    await room.publish(feed, 'first');
    const tab = await room.open(feed, await cutOff(feed));
    await tab.says('Offline');
    await tab.page.clock.fastForward(60_000);
    await tab.shows('first');
    // The first word is of the page being built: no reader has time to see it.
    expect(await said(tab)).toEqual(['Connecting', 'Offline']);
  });

  test('says that the coverage has ended, whether the connection is there or not, and Live when it goes on (R12)', async () => {
    const feed = await room.newFeed();
    const cover = (coverage: 'open' | 'ended') =>
      room.server.call('PATCH', `/api/v1/feeds/${feed}`, { coverage });
    await room.publish(feed, 'first');
    const tab = await room.open(feed);
    await tab.says('Live');
    await cover('ended');
    await tab.says('Coverage has ended');
    await tab.noteAnew();
    room.cable.pullOut();
    await until(async () => (await room.readers()) === 0, 'the connection to break');
    await tab.page.clock.fastForward(10_000);
    await cover('open');
    room.cable.putIn();
    await tab.page.clock.fastForward(15_000);
    await tab.says('Live');
    expect(await said(tab)).toEqual(['Live']);
    expect(unfoundedClaims(await tab.noted())).toEqual([]);
  });
});
