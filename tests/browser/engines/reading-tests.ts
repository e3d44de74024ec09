import { until } from '../../until.ts';
import type { EngineRoom } from './engine-room.ts';

/** What every reader does. */
export function readsIn(room: EngineRoom): void {
  /** The name of what has the focus, through shadow roots. */
  const focused = () =>
    room.engine.run(() => {
      const outer = document.activeElement;
      const inner = outer?.shadowRoot?.activeElement ?? outer;
      return inner?.getAttribute('part') ?? inner?.textContent?.trim() ?? '';
    }, undefined);
  const tabTo = async (name: string) => {
    for (let n = 0; n < 80 && (await focused()) !== name; n += 1) await room.engine.press('Tab');
    expect(await focused()).toBe(name);
  };
  const rows = () =>
    room.engine.run(() => document.querySelectorAll('live-ticker .lt-list > li').length, undefined);
  const holds = (words: string) =>
    room.engine.run((text) => document.body.innerHTML.includes(text), words);

  test('a feed is live, corrected and taken down while it is open', async () => {
    const { feed, items, url } = await room.filled(2);
    await room.openLive(url);
    const path = `/api/v1/feeds/${feed}/items`;
    const [first, second] = items;
    const body = { kind: 'correct', headline: 'Corrected words', note: 'It was not so.' };
    await room.server.call('PATCH', `${path}/${first?.id}`, body, { 'if-match': '"1"' });
    await until(() => holds('Corrected words'), 'the correction');
    await room.server.call('DELETE', `${path}/${second?.id}`, { reason: 'It must go.' });
    await until(async () => !(await holds('Headline 2')), 'the text to go');
  });

  test('the pill, the pause and the older items are reached and used by keyboard alone', async () => {
    const { feed, url } = await room.filled(24);
    await room.openLive(url);
    await room.server.publish(feed, { headline: 'Brand new' });
    const pill = () =>
      room.engine.run(() => {
        const root = document.querySelector('live-ticker')?.shadowRoot;
        return root?.querySelector<HTMLElement>('[part=pill]')?.hidden === false;
      }, undefined);
    await until(pill, 'the pill');
    await tabTo('pill');
    await room.engine.press('Enter');
    await until(async () => (await focused()).startsWith('Brand new'), 'the new heading');
    await room.openLive(url);
    await tabTo('pause');
    await room.engine.press('Enter');
    const isPaused = () =>
      room.engine.run(
        () =>
          document.querySelector('live-ticker')?.shadowRoot?.querySelector('[part=pause]')
            ?.textContent,
        undefined,
      );
    await until(async () => (await isPaused()) === 'Resume', 'the pause');
    await room.engine.press('Enter');
    const before = await rows();
    await tabTo('older');
    await room.engine.press('Enter');
    await until(async () => (await rows()) > before, 'older items');
  });

  test('a page that is visited again does not show what was taken down since (C11)', async () => {
    const { feed, items, url } = await room.filled(2, { body: 'Not for long.' });
    await room.openLive(url);
    await room.engine.open(room.host.page('<p>Elsewhere</p>'));
    for (const { id } of items) {
      await room.server.call('DELETE', `/api/v1/feeds/${feed}/items/${id}`, {
        reason: 'It must go.',
      });
    }
    // For two seconds a page may be as it was (PROTOCOL.md §4).
    const removedAt = Date.now();
    await until(() => Date.now() > removedAt + 2_000, 'two seconds to pass');
    await room.engine.open(url);
    const sizes = await room.engine.run(
      () =>
        performance
          .getEntriesByType('navigation')
          .map((entry) => (entry as PerformanceResourceTiming).transferSize),
      undefined,
    );
    // It came from the server: what it drew before this question was asked held no such text either.
    expect(sizes).toEqual([expect.any(Number)]);
    expect(sizes[0]).toBeGreaterThan(0);
    expect(await holds('Not for long.')).toBe(false);
  });
}
