import { until } from '../../until.ts';
import { openHostRoom } from './host-room.ts';

const room = openHostRoom();

describe('the element (R21)', () => {
  test('tells its page by events what happens, out of a shadow root, too', async () => {
    const feed = await room.newFeed();
    await room.server.publish(feed, { headline: 'a' });
    const page = await room.open('<div id="shell"></div>');
    await page.evaluate((slug) => {
      const told: { name: string; detail: Record<string, unknown> }[] = [];
      Object.assign(globalThis, { told });
      for (const name of ['lt-status', 'lt-change', 'lt-pending']) {
        document.addEventListener(name, (event) => {
          if (event instanceof CustomEvent) {
            told.push({ name, detail: event.detail as Record<string, unknown> });
          }
        });
      }
      const root = document.querySelector('#shell')?.attachShadow({ mode: 'open' });
      const ticker = document.createElement('live-ticker');
      ticker.setAttribute('feed', slug);
      root?.append(ticker);
    }, feed);
    const told = (name: string) =>
      page.evaluate(
        (wanted) =>
          (Reflect.get(globalThis, 'told') as { name: string; detail: Record<string, unknown> }[])
            .filter((one) => one.name === wanted)
            .map(({ detail }) => detail),
        name,
      );
    const last = async (name: string) => (await told(name)).at(-1);
    await until(async () => (await last('lt-status'))?.['status'] === 'live', 'live');
    expect(await last('lt-status')).toMatchObject({ feed, status: 'live' });
    expect((await told('lt-status'))[0]?.['status']).not.toBe('live');

    const { item } = await room.server.publish(feed, { headline: 'd' });
    await until(async () => (await last('lt-pending'))?.['count'] === 1, 'one that waits');
    const kinds = async () =>
      (await told('lt-change')).flatMap(({ changes }) =>
        (changes as { kind: string; item?: { id: string } }[]).map((one) => [
          one.kind,
          one.item?.id,
        ]),
      );
    expect((await kinds()).at(-1)).toEqual(['post', item.id]);
    expect(await last('lt-change')).toMatchObject({ feed, paused: false });
    await page.locator('[part=pill]').click();
    await until(async () => (await last('lt-pending'))?.['count'] === 0, 'none that waits');
    await page.locator('[part=pause]').click();
    await room.server.call('DELETE', `/api/v1/feeds/${feed}/items/${item.id}`, { reason: 'x' });
    await page.locator('[part=pause]').click();
    await until(async () => (await kinds()).some(([kind]) => kind === 'takedown'), 'the takedown');
    const ended = { coverage: 'ended' };
    await room.server.call('PATCH', `/api/v1/feeds/${feed}`, ended);
    await until(async () => (await kinds()).at(-1)?.[0] === 'feed', 'the end');
    // Each change is told once.
    const all = (await kinds()).map((one) => one.join());
    expect(new Set(all).size).toBe(all.length);
  });
});
