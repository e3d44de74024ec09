import { openReadingRoom } from './reading-room.ts';

const room = openReadingRoom();

describe('a feed in German', () => {
  test('speaks German: the page as the server draws it, and the ticker after it', async () => {
    const feed = await room.newFeed();
    await room.server.call('PATCH', `/api/v1/feeds/${feed}`, { lang: 'de-AT' });
    const item = await room.publish(feed, 'Brücke gesperrt', { key: true });
    await room.correct(feed, item, 'Straße gesperrt');
    const drawn = await (await fetch(room.addressOf(feed))).text();
    expect(drawn).toMatch(/Korrigiert .*<time/);
    expect(drawn).toContain('>Wichtig<');

    const tab = await room.open(feed);
    const ticker = tab.page.locator('live-ticker');
    await ticker.getByRole('button', { name: 'Anhalten' }).waitFor();
    await ticker.locator('.lt-remark', { hasText: 'Korrigiert' }).waitFor();
    await room.publish(feed, 'Eins');
    await ticker.getByRole('button', { name: '1 neue Meldung', exact: true }).waitFor();
    await room.publish(feed, 'Zwei');
    await ticker.getByRole('button', { name: '2 neue Meldungen', exact: true }).waitFor();
    expect(await ticker.getByRole('button', { name: 'Anhalten' }).getAttribute('lang')).toBe('de');

    // It becomes English, and German again, under the reader.
    await room.server.call('PATCH', `/api/v1/feeds/${feed}`, { lang: 'en' });
    await ticker.getByRole('button', { name: '2 new updates' }).waitFor();
    await room.server.call('PATCH', `/api/v1/feeds/${feed}`, { lang: 'de' });
    await ticker.getByRole('button', { name: '2 neue Meldungen' }).waitFor();
  });

  test('is in English where the words cannot be had, and no item is missing', async () => {
    const feed = await room.newFeed();
    await room.server.call('PATCH', `/api/v1/feeds/${feed}`, { lang: 'de' });
    await room.publish(feed, 'Brücke gesperrt');
    const tab = await room.open(feed, (page) =>
      page.route('**/v1/words/*', (route) => route.abort()),
    );
    await tab.page.locator('live-ticker').getByRole('button', { name: 'Pause' }).waitFor();
    await room.publish(feed, 'Eins');
    await tab.page.getByRole('button', { name: '1 new update' }).click();
    await tab.page.locator('.lt-item', { hasText: 'Eins' }).waitFor();
  });
});
