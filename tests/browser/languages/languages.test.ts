import { until } from '../../until.ts';
import { openReadingRoom } from '../reading-room.ts';

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

  test('says on an open page of one item in German that it was taken down, as the page that is loaded then does', async () => {
    const feed = await room.newFeed();
    await room.server.call('PATCH', `/api/v1/feeds/${feed}`, {
      lang: 'de',
      timezone: 'Asia/Tokyo',
    });
    const item = await room.publish(feed, 'Brücke gesperrt');
    const tab = await room.open(`${feed}/items/${item.id}`);
    await room.takeDown(feed, item);
    const heading = tab.page.getByRole('heading', { name: 'Entfernt' });
    await heading.waitFor();
    const said = () => tab.page.locator('.site-quiet-words').evaluate((line) => line.outerHTML);
    const open = await said();
    expect(open).toMatch(
      /Diese Meldung wurde entfernt: <time[^>]*>\S+, \d+\. \S+ \d{4} um \d\d:\d\d</,
    );
    const title = await tab.page.title();
    await tab.page.reload();
    await heading.waitFor();
    expect(await said()).toBe(open);
    expect(await tab.page.title()).toBe(title);
  });

  test('has its key events in German, also the place of one that is taken down', async () => {
    const feed = await room.newFeed();
    await room.server.call('PATCH', `/api/v1/feeds/${feed}`, { lang: 'de' });
    await room.publish(feed, 'Brücke offen', { key: true });
    const item = await room.publish(feed, 'Brücke gesperrt', { key: true });
    const tab = await room.open(feed);
    await tab.says('Live');
    await tab.page.getByRole('navigation', { name: 'Das Wichtigste' }).waitFor();
    await room.takeDown(feed, item);
    await tab.page.locator('.site-gone', { hasText: 'Entfernt' }).waitFor();
    await room.server.call('PATCH', `/api/v1/feeds/${feed}`, { coverage: 'ended' });
    await tab.page.locator('.site-state').getByText('Die Berichterstattung ist beendet').waitFor();
  });
});

describe('a feed in a language that runs from right to left', () => {
  test.each(['he', 'ar'])('runs so without being told (%s)', async (lang) => {
    const feed = await room.newFeed();
    await room.server.call('PATCH', `/api/v1/feeds/${feed}`, { lang });
    await room.publish(feed, '1234');
    const tab = await room.open(feed);
    await tab.page.locator('live-ticker [part=pause]').waitFor();
    const runs = (selector: string) =>
      tab.page
        .locator(selector)
        .first()
        .evaluate((element) => getComputedStyle(element).direction);
    for (const part of [
      '.site-skip',
      'h1',
      '.site-state',
      '.site-updated',
      '.lt-list',
      '[part=status]',
    ])
      expect([part, await runs(part)]).toEqual([part, 'rtl']);
  });
});

describe('dates', () => {
  test('with a time are joined to it as the language does', async () => {
    const drawn = async (lang: string) => {
      const feed = await room.newFeed();
      await room.server.call('PATCH', `/api/v1/feeds/${feed}`, { lang });
      const item = await room.publish(feed, '1234');
      await room.correct(feed, item, '5678');
      const tab = await room.open(feed, (page) =>
        // As if the item had been posted on another day than the correction.
        page.route(/\/feeds\/[^/]*$/, async (route) => {
          const html = await (await route.fetch()).text();
          await route.fulfill({
            body: html.replaceAll(item.postedAt, '2020-03-04T17:04:00.000Z'),
            contentType: 'text/html',
          });
        }),
      );
      const remark = tab.page.locator('.lt-remark time').first();
      await tab.page.locator('live-ticker [part=pause]').waitFor();
      await until(async () => /\p{L}/u.test((await remark.textContent()) ?? ''), 'the date');
      return (await remark.textContent())?.replace(/[\d.\p{L}]+/gu, '…');
    };
    expect(await drawn('de')).toBe('… … …, …:…');
    expect(await drawn('ja')).toBe('… …:…');
    expect(await drawn('ar')).toBe('… … …، …:…');
  });

  test('of a language that nobody here knows are English, in a browser of any language', async () => {
    const feed = await room.newFeed();
    await room.server.call('PATCH', `/api/v1/feeds/${feed}`, { lang: 'tlh' });
    await room.publish(feed, '1234');
    const tab = await room.open(feed);
    await tab.says('Live');
    await room.publish(feed, '5678');
    await tab.shows('5678', '1234');
    // The tab's own language is British English, which begins with the day.
    expect(await tab.page.locator('.lt-day').first().textContent()).toMatch(
      /^\w+day, [A-Z]\w+ \d+/,
    );
  });
});
