import { until } from '../until.ts';
import { openReadingRoom } from './reading-room.ts';

describe('who hears a page', () => {
  const room = openReadingRoom();

  test('is told breaking news in its own language, at once, and the count in the feed’s (N1, N2, N3, R4)', async () => {
    const feed = await room.newFeed();
    await room.server.call('PATCH', `/api/v1/feeds/${feed}`, { lang: 'de' });
    const quiet = await room.publish(feed, 'Der Pegel steigt.');
    const tab = await room.open(feed);
    await tab.says('Live');
    const says = async (politeness: string, words: string, lang: string) => {
      const region = tab.page.locator(`live-ticker [aria-live=${politeness}]`);
      await until(async () => (await region.textContent())?.trim() === words, words);
      expect(await region.getAttribute('lang')).toBe(lang);
    };
    await room.server.publish(feed, { body: 'Der Deich ist gebrochen.', breaking: true });
    await says('assertive', 'Der Deich ist gebrochen.', 'de');
    // Further breaking news within 10 s is counted, and not announced by its title.
    await room.server.call(
      'PATCH',
      `/api/v1/feeds/${feed}/items/${quiet.id}`,
      { kind: 'edit', breaking: true },
      { 'if-match': '"1"' },
    );
    await tab.page.clock.fastForward(1_500);
    await says('polite', '1 neue Meldung', 'de');
    await tab.page.clock.fastForward(9_000);
    await room.publish(feed, 'English for once.', { breaking: true, lang: 'en' });
    await says('assertive', 'English for once.', 'en');
  });
});
