import { adminToken } from '../../call.ts';
import { until } from '../../until.ts';
import type { EngineRoom } from './engine-room.ts';

/** The newsroom, where engines lay it out differently. */
export function editsIn(room: EngineRoom): void {
  const open = async (feed: string) => {
    const { server, engine } = room;
    await engine.open(`${server.url}/newsroom`);
    await engine.run(async (token) => {
      const headers = { 'Content-Type': 'application/json' };
      await fetch('/api/v1/session', {
        method: 'POST',
        headers,
        body: JSON.stringify({ token }),
      });
    }, adminToken);
    await engine.open(`${server.url}/newsroom?feed=${feed}`);
    const isThere = () => engine.run(() => document.querySelector('textarea') !== null, undefined);
    await until(isThere, 'the composer');
  };

  test('a question is as high as its words (G3)', async () => {
    const { feed } = await room.filled(1);
    await open(feed);
    const heights = () =>
      room.engine.run(() => {
        const key = new KeyboardEvent('keydown', { key: '?', bubbles: true });
        if (document.querySelector('dialog') === null) document.body.dispatchEvent(key);
        const dialog = document.querySelector('dialog');
        if (dialog === null) return undefined;
        const { height } = dialog.getBoundingClientRect();
        dialog.style.display = 'block';
        const { height: ofWords } = dialog.getBoundingClientRect();
        dialog.style.display = '';
        return [height, ofWords];
      }, undefined);
    await until(async () => (await heights()) !== undefined, 'the question');
    const [height = 0, ofWords = 0] = (await heights()) ?? [];
    // The two differ by the gaps alone.
    expect(height - ofWords).toBeLessThan(60);
    expect(height).toBeGreaterThan(100);
  });
}
