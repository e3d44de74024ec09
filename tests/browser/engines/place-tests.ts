import { until } from '../../until.ts';
import type { EngineRoom, Filled } from './engine-room.ts';

/** A reader’s place, where the browser has no scroll anchoring or an own one. */
export function keepsPlace(room: EngineRoom): void {
  /** Where an article stands in the window. */
  const topOf = (id: string) =>
    room.engine.run(
      (anchor) => document.getElementById(anchor)?.getBoundingClientRect().top ?? NaN,
      `item-${id}`,
    );
  const goDownTo = (id: string) =>
    room.engine.run((anchor) => {
      const top = document.getElementById(anchor)?.getBoundingClientRect().top ?? 0;
      window.scrollBy(0, top - 250);
    }, `item-${id}`);
  const idAt = ({ items }: Filled, index: number) => items[index]?.id ?? '';
  const change = (feed: string, id: string, body: object) =>
    room.server.call('PATCH', `/api/v1/feeds/${feed}/items/${id}`, body, { 'if-match': '"1"' });

  test('is kept to a pixel while items are added above it unasked, and a picture of unknown size comes late (G1)', async () => {
    const filled = await room.filled(16);
    await room.openLive(room.hostPage(filled.feed, 'mode="auto"'));
    const read = idAt(filled, 6);
    await goDownTo(read);
    const before = await topOf(read);
    const isKept = async () =>
      expect(Math.abs((await topOf(read)) - before)).toBeLessThanOrEqual(1);
    for (let n = 1; n <= 5; n += 1) {
      const { item } = await room.server.publish(filled.feed, { headline: `New ${n}` });
      await until(async () => !Number.isNaN(await topOf(item.id)), 'the new item');
      await isKept();
    }
    const image = { url: room.pictures.url, alt: 'A map' };
    await change(filled.feed, idAt(filled, 14), { kind: 'correct', note: 'A map.', image });
    const pictures = () =>
      room.engine.run(
        () => document.querySelectorAll('main img, live-ticker img').length,
        undefined,
      );
    await until(async () => (await pictures()) === 1, 'the picture');
    await isKept();
    // A picture far from the window is fetched when it comes near.
    await room.engine.run(() => {
      const found = document.querySelector<HTMLImageElement>('live-ticker img');
      if (found !== null) found.loading = 'eager';
    }, undefined);
    const height = () =>
      room.engine.run(
        () => document.querySelector<HTMLImageElement>('live-ticker img')?.naturalHeight,
        undefined,
      );
    const isThere = async () => {
      room.pictures.give();
      return ((await height()) ?? 0) > 0;
    };
    await until(isThere, 'the picture to come');
    await isKept();
  });

  test('is kept to a pixel when the feed’s title and description grow above it (G2)', async () => {
    const filled = await room.filled(16);
    await room.openLive(filled.url);
    const read = idAt(filled, 6);
    await goDownTo(read);
    const before = await topOf(read);
    const title = 'A title that is long. '.repeat(8).trim();
    await room.server.call('PATCH', `/api/v1/feeds/${filled.feed}`, {
      title,
      description: 'A long description. '.repeat(20).trim(),
    });
    const titleNow = () =>
      room.engine.run(() => document.querySelector('h1')?.textContent, undefined);
    await until(async () => (await titleNow()) === title, 'the title');
    expect(Math.abs((await topOf(read)) - before)).toBeLessThanOrEqual(1);
  });

  test('that the address names is on the screen and below the bar, and stays there while pictures come (G1)', async () => {
    const filled = await room.filled(16, {
      image: { url: 'https://127.0.0.1:9/none.png', alt: 'None' },
    });
    const target = idAt(filled, 4);
    await room.engine.open('about:blank');
    await room.openLive(`${filled.url}#item-${target}`);
    const headline = () =>
      room.engine.run((anchor) => {
        const box = document.querySelector(`#${anchor} .lt-headline`)?.getBoundingClientRect();
        const bar = document
          .querySelector('live-ticker')
          ?.shadowRoot?.querySelector('[part=bar]')
          ?.getBoundingClientRect();
        return { top: box?.top ?? NaN, bar: bar?.bottom ?? NaN };
      }, `item-${target}`);
    await until(async () => (await headline()).top < 400, 'the jump');
    const { top, bar } = await headline();
    expect(top).toBeGreaterThanOrEqual(bar);
  });

  test('is given back by the Back button, to a reader who left by a link, on the feed’s page and on a host’s (G5)', async () => {
    const { feed, items, url } = await room.filled(20);
    const read = items[8]?.id ?? '';
    for (const page of [url, room.hostPage(feed)]) {
      await room.openLive(page);
      await goDownTo(read);
      const before = await topOf(read);
      await room.leaveBy(`#item-${read} .lt-permalink`);
      for (let n = 1; n <= 3; n += 1) {
        await room.server.publish(feed, { headline: `New ${n}`, body: 'Words. '.repeat(60) });
      }
      await room.engine.back();
      const isBack = async () => Math.abs((await topOf(read).catch(() => NaN)) - before) <= 1;
      await until(isBack, `the place on ${page}`, 20_000).catch(async (error: unknown) => {
        throw new Error(`${String(error)} It was ${before}, and is ${await topOf(read)}.`);
      });
      await room.isLive();
      expect(await isBack()).toBe(true);
    }
  });
}
