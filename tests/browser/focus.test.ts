import { until } from '../until.ts';
import { openReadingRoom } from './reading-room.ts';
import type { Tab } from './tab.ts';

describe('the focus', () => {
  const room = openReadingRoom();

  /** What has the focus, through the ticker's own controls. */
  const focused = (tab: Tab) =>
    tab.page.evaluate(() => {
      const { activeElement } = document;
      const inside = activeElement?.shadowRoot?.activeElement ?? activeElement;
      return `${inside?.localName} ${inside?.id || inside?.className}`;
    });

  const link = { body: 'See [the map](https://maps.example).' };

  test('in an item that is taken down goes to its tombstone, there and in the list of key events (P7, R7)', async () => {
    const feed = await room.newFeed();
    const last = await room.publish(feed, 'The last', { key: true });
    const other = await room.publish(feed, 'Another', { key: true });
    const gone = await room.publish(feed, 'Gone', { ...link, key: true });
    const tab = await room.open(feed);
    await tab.says('Live');
    await tab.page.locator('.lt-body a').focus();
    await room.takeDown(feed, gone);
    await tab.page.locator('.lt-list .lt-removed').waitFor();
    expect(await focused(tab)).toBe(`article item-${gone.id}`);

    await tab.page.locator('.site-keys a').first().focus();
    await room.takeDown(feed, other);
    await until(async () => (await tab.page.locator('.site-gone').count()) === 2, 'the words');
    expect(await focused(tab)).toBe('p site-gone');

    // With the last of them the list goes.
    await tab.page.locator('.site-keys a').focus();
    await room.takeDown(feed, last);
    await tab.page.locator('.site-rail').waitFor({ state: 'hidden' });
    expect(await focused(tab)).toBe(`article item-${gone.id}`);
  });

  test('in the pinned item goes to the first heading when that is taken down (P7)', async () => {
    const feed = await room.newFeed();
    const gone = await room.publish(feed, 'Pinned', link);
    const first = await room.publish(feed, 'First');
    await room.server.call('PUT', `/api/v1/feeds/${feed}/items/${gone.id}/pin`);
    const tab = await room.open(feed);
    await tab.says('Live');
    await tab.page.locator('.lt-pinned summary').press('Enter');
    await tab.page.locator('.lt-pinned .lt-body a').focus();
    await room.takeDown(feed, gone);
    await tab.page.locator('.lt-list .lt-removed').waitFor();
    expect(await focused(tab)).toBe(`h3 item-${first.id}-title`);
  });

  test('on a link that a correction takes away goes to the item’s heading (P7)', async () => {
    const feed = await room.newFeed();
    const item = await room.publish(feed, 'Corrected', link);
    const tab = await room.open(feed);
    await tab.says('Live');
    await tab.page.locator('.lt-body a').focus();
    await room.server.call(
      'PATCH',
      `/api/v1/feeds/${feed}/items/${item.id}`,
      { kind: 'edit', body: 'There is no map.' },
      { 'if-match': '"1"' },
    );
    await tab.page.getByText('There is no map.').waitFor();
    expect(await focused(tab)).toBe(`h3 item-${item.id}-title`);
  });

  test('on the button of what waits stays in its bar when nothing waits any more (P7)', async () => {
    const feed = await room.newFeed();
    await room.publish(feed, 'First');
    const tab = await room.open(feed);
    await tab.says('Live');
    const gone = await room.publish(feed, 'Gone');
    const pill = tab.page.locator('live-ticker [part=pill]');
    await pill.waitFor();
    await pill.focus();
    await room.takeDown(feed, gone);
    await pill.waitFor({ state: 'hidden' });
    expect(await focused(tab)).toBe('button pause');
  });
});
