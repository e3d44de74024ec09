import type { Page } from 'playwright-core';
import { until } from '../../until.ts';
import { openHostRoom } from './host-room.ts';

const room = openHostRoom();

const headlines = async (page: Page) =>
  (await page.locator('live-ticker .lt-list .lt-headline').allTextContents()).join();
const shown = (page: Page, expected: string) =>
  until(async () => (await headlines(page)) === expected, expected).catch(async (error: Error) => {
    throw new Error(`${error.message} It shows ${await headlines(page)}.`);
  });
const isLive = (page: Page) => page.locator('[part=status][data-status=live]').waitFor();
const set = (page: Page, name: string, value: string | null) =>
  page.locator('live-ticker').evaluate(
    (ticker, [attribute, text]) => {
      if (text === null) ticker.removeAttribute(attribute);
      else ticker.setAttribute(attribute, text);
    },
    [name, value] as const,
  );

async function mixed(): Promise<string> {
  const feed = await room.newFeed();
  await room.server.publish(feed, { headline: 'a', key: true, tags: ['storm'] });
  await room.server.publish(feed, { headline: 'b', bylines: ['A. Reporter'] });
  await room.server.publish(feed, { headline: 'c', key: true });
  return feed;
}

describe('the element (R21)', () => {
  test('does what an attribute says when it comes, changes and goes, and follows its feed on', async () => {
    const [feed, other] = [await mixed(), await room.newFeed()];
    await room.server.publish(other, { headline: 'elsewhere' });
    const page = await room.open(`<live-ticker feed="${feed}"></live-ticker>`);
    await isLive(page);
    await shown(page, 'c,b,a');
    const rows: readonly (readonly [string, string, string])[] = [
      ['limit', '2', 'c,b'],
      ['limit', '1', 'c'],
      ['limit', 'many', 'c,b,a'],
      ['order', 'oldest', 'a,b,c'],
      ['order', 'newest', 'c,b,a'],
      ['filter', 'key', 'c,a'],
      ['filter', 'tag:storm', 'a'],
      ['filter', 'byline:A. Reporter', 'b'],
      ['filter', 'breaking', ''],
      ['layout', 'rail', 'c,b,a'],
      ['layout', 'bar', 'c'],
      ['feed', other, 'elsewhere'],
      ['feed', feed, 'c,b,a'],
      ['src', room.server.url, 'c,b,a'],
    ];
    for (const [index, [name, value, expected]] of rows.entries()) {
      await set(page, name, value);
      await shown(page, expected);
      const isLast = rows[index + 1]?.[0] !== name;
      if (isLast && name !== 'feed') {
        await set(page, name, null);
        await shown(page, 'c,b,a');
      }
    }
    // Two at once, and news after all of it: each once.
    await set(page, 'order', 'oldest');
    await set(page, 'filter', 'key');
    await isLive(page);
    await room.server.publish(feed, { headline: 'not chosen' });
    await room.server.publish(feed, { headline: 'd', key: true });
    await page.locator('[part=pill]', { hasText: '1 new update' }).click();
    await shown(page, 'a,c,d');
    await set(page, 'mode', 'auto');
    await room.server.publish(feed, { headline: 'e', key: true });
    await shown(page, 'a,c,d,e');
    await set(page, 'mode', 'held');
    await room.server.publish(feed, { headline: 'f', key: true });
    await page.locator('[part=pill]', { hasText: '1 new update' }).waitFor();
    expect(await headlines(page)).toBe('a,c,d,e');
    expect(await page.locator('live-ticker .lt-list').count()).toBe(1);
  });

  test('does what an attribute says that comes before it has a feed, or while it loads a layout', async () => {
    const feed = await mixed();
    const page = await room.open('<live-ticker></live-ticker>');
    const asked = Promise.withResolvers<void>();
    const given = Promise.withResolvers<void>();
    await page.route('**/v1/layouts.js', async (route) => {
      asked.resolve();
      await given.promise;
      await route.continue();
    });
    await set(page, 'feed', feed);
    await shown(page, 'c,b,a');
    await set(page, 'layout', 'rail');
    await asked.promise;
    await set(page, 'layout', null);
    await set(page, 'filter', 'byline:A. Reporter');
    await shown(page, 'b');
    await set(page, 'layout', 'bar');
    await set(page, 'filter', null);
    given.resolve();
    await shown(page, 'c');
    await isLive(page);
    // What is set while it is in no document holds when it is back.
    await page.locator('live-ticker').evaluate((ticker) => {
      ticker.remove();
      ticker.removeAttribute('layout');
      ticker.setAttribute('limit', '2');
      document.body.append(ticker);
    });
    await shown(page, 'c,b');
  });

  test('speaks, tells times and looks as its attributes say, also when they change', async () => {
    const feed = await mixed();
    const page = await room.open(`<live-ticker feed="${feed}"></live-ticker>`);
    await isLive(page);
    const time = () => page.locator('live-ticker .lt-list time').first().textContent();
    const at = await page.locator('live-ticker .lt-list time').first().getAttribute('datetime');
    const told = (lang: string, timeZone: string, hour12: boolean) =>
      new Intl.DateTimeFormat(lang, {
        hour: hour12 ? 'numeric' : '2-digit',
        minute: '2-digit',
        hourCycle: hour12 ? 'h12' : 'h23',
        timeZone,
      }).format(new Date(at ?? ''));
    await set(page, 'clock', '24');
    await set(page, 'tz', 'Asia/Kathmandu');
    await until(async () => (await time()) === told('en', 'Asia/Kathmandu', false), 'the zone');
    await set(page, 'clock', '12');
    await until(async () => (await time()) === told('en', 'Asia/Kathmandu', true), 'the clock');
    await set(page, 'tz', 'America/St_Johns');
    await until(async () => (await time()) === told('en', 'America/St_Johns', true), 'the zone');
    const pause = page.locator('[part=pause]');
    await set(page, 'lang', 'fr');
    await until(async () => (await pause.getAttribute('lang')) === 'fr', 'French');
    expect(await pause.textContent()).not.toBe('Pause');
    await set(page, 'lang', null);
    await until(
      async () => (await pause.getAttribute('lang')) === 'en',
      'the language of the feed',
    );
    await set(page, 'heading', 'Storm news');
    await page.getByRole('heading', { name: 'Storm news' }).waitFor();
    await set(page, 'more', 'https://news.example/all');
    const more = page.getByRole('link', { name: 'More news' });
    await until(
      async () => (await more.getAttribute('href')) === 'https://news.example/all',
      'more',
    );
    const scheme = () =>
      page.locator('live-ticker').evaluate((ticker) => getComputedStyle(ticker).colorScheme);
    for (const theme of ['dark', 'light']) {
      await set(page, 'theme', theme);
      await until(async () => (await scheme()) === theme, theme);
      const ground = await page
        .locator('live-ticker')
        .evaluate((ticker) => getComputedStyle(ticker).backgroundColor);
      expect([theme, ground === 'rgb(255, 255, 255)']).toEqual([theme, theme === 'light']);
    }
  });

  test('takes its style by parts and custom properties, also when they change', async () => {
    const feed = await mixed();
    for (let n = 0; n < 20; n += 1) await room.server.publish(feed, { headline: `more ${n}` });
    await room.server.publish(feed, { headline: 'breaking', breaking: true });
    const { item } = await room.server.publish(feed, { headline: 'key', key: true });
    await room.server.call(
      'PATCH',
      `/api/v1/feeds/${feed}/items/${item.id}`,
      { kind: 'correct', note: 'Not so.' },
      { 'if-match': '"1"' },
    );
    const parts = [
      'bar',
      'status',
      'pause',
      'older',
      'heading',
      'more',
      'foot',
      'items',
      'tools',
      'filter',
    ];
    const rules = parts.map(
      (name) => `live-ticker::part(${name}) { outline: 3px solid rgb(1, 2, 3) }`,
    );
    const page = await room.open(
      `<style>${rules.join('')}</style><live-ticker feed="${feed}" heading="News" more="https://a.example/"></live-ticker>`,
    );
    await page.locator('[part=filter]').first().waitFor();
    await isLive(page);
    const outlines = await page.locator('live-ticker').evaluate(
      (ticker, names) =>
        names.map((name) => {
          const one = ticker.shadowRoot?.querySelector(`[part=${name}]`);
          return one === undefined || one === null ? 'missing' : getComputedStyle(one).outlineColor;
        }),
      parts,
    );
    expect(outlines).toEqual(parts.map(() => 'rgb(1, 2, 3)'));

    const styleOf = (name: string, selector: string, property: string) =>
      page.locator('live-ticker').evaluate(
        (ticker, [custom, where, what]) => {
          const value = /margin|top/.test(custom)
            ? '77px'
            : /font/.test(custom)
              ? 'Testface'
              : 'rgb(9, 8, 7)';
          if (!(ticker instanceof HTMLElement)) return undefined;
          ticker.style.setProperty(custom, value);
          const inside = ticker.shadowRoot?.querySelector(where) ?? ticker.querySelector(where);
          const styled = where === ':host' ? ticker : inside;
          return styled && getComputedStyle(styled).getPropertyValue(what) === value;
        },
        [name, selector, property] as const,
      );
    const customs: readonly (readonly [string, string, string])[] = [
      ['--lt-ink', '.lt-headline', 'color'],
      ['--lt-paper', '.bar', 'background-color'],
      ['--lt-font', '.lt-headline', 'font-family'],
      ['--lt-interface-font', '.bar', 'font-family'],
      ['--lt-quiet', '.lt-dateline', 'color'],
      ['--lt-rule', '.bar', 'border-bottom-color'],
      ['--lt-breaking', '.lt-label', 'color'],
      ['--lt-key', '.lt-key .lt-mark', 'color'],
      ['--lt-correction', '.lt-remark', 'color'],
      ['--lt-alarm', '.alarm-bar', 'background-color'],
      ['--lt-accent', '.more', 'color'],
      ['--lt-scroll-margin', '.lt-item', 'scroll-margin-top'],
      ['--lt-sticky-top', '.bar', 'top'],
    ];
    await room.server.publish(feed, { headline: 'louder', breaking: true });
    await page.locator('live-ticker .alarm-bar').waitFor();
    for (const custom of customs)
      expect([custom[0], await styleOf(...custom)]).toEqual([custom[0], true]);
    await set(page, 'theme', 'dark');
    expect(await styleOf('--lt-paper', ':host', 'background-color')).toBe(true);
  });
});
