import type { Page } from 'playwright-core';
import { until } from '../../until.ts';
import { openReadingRoom } from '../reading-room.ts';

declare global {
  interface Window {
    acts: unknown[];
  }
}

const room = openReadingRoom();

/** Records what the page asks of the system, in place of the system. */
const withSystem = (page: Page) =>
  page.addInitScript(() => {
    window.acts = [];
    const define = (target: object, name: string, value: unknown) =>
      Object.defineProperty(target, name, { configurable: true, value });
    define(navigator, 'share', async (what: unknown) => void window.acts.push(what));
    define(navigator, 'clipboard', {
      writeText: async (text: string) => void window.acts.push(text),
    });
    define(window, 'speechSynthesis', {
      speak: ({ text, lang }: SpeechSynthesisUtterance) => window.acts.push({ text, lang }),
      cancel: () => window.acts.push('cancelled'),
    });
  });

async function openItem(more = {}) {
  const feed = await room.newFeed();
  const item = await room.publish(feed, 'To be shared', more);
  const tab = await room.open(feed, withSystem);
  await tab.says('Live');
  const acts = () => tab.page.evaluate(() => window.acts);
  const opener = tab.page.locator('.lt-list .lt-acts');
  await opener.waitFor();
  const act = (name: string) => tab.page.locator('live-ticker [part=act]', { hasText: name });
  const url = `${room.addressOf(feed)}/items/${item.id}`;
  return { feed, item, tab, acts, opener, act, url };
}

test('an item is shared, and its address copied, by keyboard alone; the focus comes back (R11)', async () => {
  const { tab, acts, opener, url } = await openItem();
  expect(await opener.getAttribute('aria-label')).toBe('Share: To be shared');
  await opener.focus();
  for (const keys of [['Enter'], ['ArrowDown', 'Enter']]) {
    await tab.page.keyboard.press('Enter');
    await tab.page.locator('live-ticker [part=item-menu]').waitFor();
    for (const key of keys) await tab.page.keyboard.press(key);
    await tab.page.locator('live-ticker [part=item-menu]').waitFor({ state: 'hidden' });
    await until(() => opener.evaluate((one) => one.matches(':focus')), 'the focus');
  }
  expect(await acts()).toEqual([{ title: 'To be shared', url }, url]);
});

test('an item is read aloud in its language, and falls silent when it is taken down (R15b)', async () => {
  const { feed, item, tab, acts, opener, act } = await openItem({ lang: 'de', body: 'Ein Satz.' });
  await opener.click();
  await act('Listen').click();
  expect(await acts()).toEqual([{ text: 'To be shared.\nEin Satz.', lang: 'de' }]);
  await opener.click();
  await act('Stop listening').waitFor();
  await room.takeDown(feed, item);
  await tab.page.locator('.lt-removed').waitFor();
  expect(await acts()).toContain('cancelled');
  await tab.page.locator('live-ticker [part=item-menu]').waitFor({ state: 'hidden' });
});
