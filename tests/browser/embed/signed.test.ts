import { signedToken } from '../../signed-token.ts';
import { until } from '../../until.ts';
import { openHostRoom } from './host-room.ts';

const room = openHostRoom();
/** What a page has to lose so that its ticker takes this road. */
const roads = {
  sockets: '',
  streams: 'delete globalThis.WebSocket',
  polling: 'delete globalThis.WebSocket; delete globalThis.EventSource',
};

describe('a ticker of a feed for signed-in readers', () => {
  async function signedFeed() {
    const feed = await room.newFeed();
    const api = `/api/v1/feeds/${feed}`;
    for (let n = 1; n <= 25; n += 1) await room.server.publish(feed, { headline: `News ${n}.` });
    await room.server.call('PATCH', api, { visibility: 'signed' });
    const made = await room.server.call('POST', `${api}/reader-keys`);
    return { feed, key: String(made.json['secret']) };
  }

  for (const [road, loss] of Object.entries(roads)) {
    test(`by ${road}: shows nothing until its page gives it a token, and goes on with another one`, async () => {
      const { feed, key } = await signedFeed();
      const page = await room.open(
        `<script>${loss}</script><live-ticker feed="${feed}"></live-ticker>`,
      );
      const ticker = page.locator('live-ticker');
      const rows = () => ticker.locator('.lt-list .lt-headline').count();
      const give = (exp: number, by = key) =>
        ticker.evaluate(
          (element, token) => Reflect.set(element, 'token', token),
          signedToken(by, { feed, exp }),
        );
      const now = () => Math.floor(Date.now() / 1_000);
      const refused = ticker.locator('[part=status][data-status=refused]');
      const live = ticker.locator('[part=status][data-status=live]');
      await refused.waitFor();
      expect(await rows()).toBe(0);
      await give(now() + 600);
      await live.waitFor();
      await until(async () => (await rows()) === 20, 'the newest items');
      await ticker.evaluate(async (element) => {
        if ('loadOlder' in element) await (element.loadOlder as () => Promise<boolean>)();
      });
      expect(await rows()).toBe(25);
      // One that ends soon takes the place of the first. Who polls is granted a minute for clocks: a wrong one is quicker.
      if (road === 'polling') await give(now() + 600, 'another key');
      else await give(now() + 2);
      await refused.waitFor();
      expect(await rows()).toBe(25);
      await give(now() + 600);
      await live.waitFor();
      await room.server.publish(feed, { headline: 'Later.' });
      await ticker.locator('[part=pill]').waitFor();
    });
  }

  test('tells its page a minute before its token ends', async () => {
    const { feed, key } = await signedFeed();
    const exp = Math.floor(Date.now() / 1_000) + 30;
    const token = signedToken(key, { feed, exp });
    const page = await room.open(
      `<script>addEventListener('lt-token', ({ detail }) => (globalThis.told = detail))</script>
      <live-ticker feed="${feed}" token="${token}"></live-ticker>`,
    );
    const told = () => page.evaluate(() => Reflect.get(globalThis, 'told') as unknown);
    await until(async () => (await told()) !== undefined, 'the event');
    expect(await told()).toEqual({ feed, endsAt: exp * 1_000 });
  });
});
