import { until } from '../../until.ts';
import type { EngineRoom } from './engine-room.ts';

/** A feed on somebody else's site. */
export function embedsIn(room: EngineRoom): void {
  test('a frame is live, and as high as what is in it, also after that has grown', async () => {
    const { feed } = await room.filled(3);
    const { server, engine } = room;
    await engine.open(
      room.host.page(
        `<iframe src="${server.url}/embed/${feed}"></iframe><script src="${server.url}/v1/embed.js"></script>`,
      ),
    );
    await room.isLive(engine.runInFrame);
    const outer = () =>
      engine.run(() => document.querySelector('iframe')?.clientHeight ?? 0, undefined);
    const inner = () =>
      engine.runInFrame(() => Math.ceil(document.body.getBoundingClientRect().height), undefined);
    const fits = async () =>
      (await inner()) > 50 && Math.abs((await outer()) - (await inner())) < 2;
    await until(fits, 'the height');
    const before = await outer();
    await server.publish(feed, { headline: 'Longer', body: 'Many words. '.repeat(200) });
    const pill = () =>
      engine.runInFrame(() => {
        const root = document.querySelector('live-ticker')?.shadowRoot;
        const found = root?.querySelector<HTMLElement>('[part=pill]');
        if (found === null || found === undefined || found.hidden) return false;
        found.click();
        return true;
      }, undefined);
    await until(pill, 'the pill');
    await until(async () => (await outer()) > before + 100 && (await fits()), 'more height');
  });

  test.each(['feeds', 'embed'])(
    'a page of /%s in a sandbox without an origin is styled and live (G4)',
    async (pages) => {
      const { feed } = await room.filled(3);
      const { server, engine } = room;
      const src = `${server.url}/${pages}/${feed}`;
      await engine.open(room.host.page(`<iframe sandbox="allow-scripts" src="${src}"></iframe>`));
      await room.isLive(engine.runInFrame);
      const markers = await engine.runInFrame(
        () => getComputedStyle(document.querySelector('.lt-list') ?? document.body).listStyleType,
        undefined,
      );
      expect(markers).toBe('none');
    },
  );

  test('the address of an item on a host’s page leads to it (G8)', async () => {
    const { feed, items } = await room.filled(16);
    const anchor = `item-${items[6]?.id}`;
    const url = room.hostPage(feed);
    await room.engine.open('about:blank');
    await room.openLive(`${url}#${anchor}`);
    const top = () =>
      room.engine.run(
        (id) => document.getElementById(id)?.getBoundingClientRect().top ?? NaN,
        anchor,
      );
    await until(async () => (await top()) < 400, 'the jump');
    expect(await top()).toBeGreaterThanOrEqual(0);
  });

  test('an item of the other direction is aligned to the side of its own text (G6)', async () => {
    const { feed } = await room.filled(1, { lang: 'ar', dir: 'rtl' });
    const alignOf = () =>
      room.engine.run(() => {
        const headline = document.querySelector('.lt-headline');
        if (headline === null) return '';
        const range = document.createRange();
        range.selectNodeContents(headline);
        const [text, box] = [range.getBoundingClientRect(), headline.getBoundingClientRect()];
        return box.right - text.right < text.left - box.left ? 'right' : 'left';
      }, undefined);
    for (const page of [`${room.server.url}/feeds/${feed}`, room.hostPage(feed)]) {
      await room.openLive(page);
      expect(await alignOf()).toBe('right');
    }
  });
}
