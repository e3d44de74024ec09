import type { FrameLocator, Page } from 'playwright-core';
import { until } from '../../until.ts';
import { openEmbedRoom } from './embed-room.ts';

describe('a feed in a frame on another site', () => {
  const room = openEmbedRoom();
  let feeds = 0;

  async function newFeed(more: object = {}): Promise<string> {
    feeds += 1;
    await room.server.createFeed(`f${feeds}`, { title: 'Ostrel cable car', ...more });
    await room.server.publish(`f${feeds}`, { headline: 'First news', body: 'Some words.' });
    return `f${feeds}`;
  }

  const address = (feed: string, query = '') => `${room.server.url}/embed/${feed}${query}`;
  const script = () => `<script src="${room.server.url}/v1/embed.js" async></script>`;
  const heightOf = async (page: Page, selector = 'iframe') =>
    (await page.locator(selector).boundingBox())?.height ?? 0;
  /** Nothing in the frame is cut off, and nothing but it is in the frame. */
  const fits = async (page: Page, selector = 'iframe') => {
    const inside = await page
      .frameLocator(selector)
      .locator('body')
      .evaluate((body) => Math.ceil(body.getBoundingClientRect().height));
    return inside > 50 && Math.abs((await heightOf(page, selector)) - inside) <= 4;
  };
  const isLive = (frame: FrameLocator) => frame.getByText('Live', { exact: true }).waitFor();

  test('is live, as high as what is in it, and names the paper and the way to all of it (R16)', async () => {
    const feed = await newFeed();
    const page = await room.open(`<iframe src="${address(feed)}"></iframe>${script()}`);
    const frame = page.frameLocator('iframe');
    await isLive(frame);
    await until(() => fits(page), 'the height of the frame');
    const before = await heightOf(page);
    await room.server.publish(feed, { headline: 'Second news', body: 'Many words. '.repeat(99) });
    await frame.getByText('1 new update').first().click();
    await frame.getByText('Second news').waitFor();
    await until(async () => (await fits(page)) && (await heightOf(page)) > before, 'more height');
    const foot = frame.locator('.frame-foot a');
    expect(await foot.allTextContents()).toEqual(['The Meridian', 'Full coverage']);
    const links = await foot.evaluateAll((all) =>
      all.map((link) => (link as HTMLAnchorElement).href),
    );
    expect(links[1]).toBe(`${room.server.url}/feeds/${feed}`);
    expect(room.complaints).toEqual([]);
  });

  test('in a sandbox without origin and storage renders, updates and sizes itself, also as WordPress does it (R18)', async () => {
    const feed = await newFeed();
    // What wp-embed.js of WordPress 6 does with a message, in short.
    const wordPress = `<script>
      addEventListener('message', ({ data, source }) => {
        const frame = document.querySelector('iframe[data-secret="' + data.secret + '"]');
        if (frame?.contentWindow === source && data.message === 'height') frame.height = data.value;
      });
      document.querySelector('iframe[data-secret]').contentWindow
        .postMessage({ message: 'ready', secret: 'aB3' }, '*');
    </script>`;
    const page = await room.open(
      `<iframe id="own" sandbox="allow-scripts" src="${address(feed)}"></iframe>
       <iframe id="wp" sandbox="allow-scripts" data-secret="aB3" src="${address(feed)}#?secret=aB3"></iframe>
       ${wordPress}`,
    );
    await page.evaluate((src) => {
      const late = document.createElement('script');
      late.src = src;
      document.body.append(late);
    }, `${room.server.url}/v1/embed.js`);
    for (const id of ['#own', '#wp']) {
      const frame = page.frameLocator(id);
      await isLive(frame);
      await until(() => fits(page, id), `the height of ${id}`);
    }
    const told = await page.locator('#wp').getAttribute('height');
    expect(Number(told)).toBeGreaterThan(50);
    await room.server.publish(feed, { headline: 'Second news' });
    await page.frameLocator('#own').getByText('1 new update').first().waitFor();
    expect(room.complaints).toEqual([]);
  });

  test('is complete without scripts, in the frame and on the page', async () => {
    const feed = await newFeed();
    await room.server.publish(feed, { headline: 'Second news', key: true });
    const page = await room.open(`<iframe src="${address(feed, '?filter=key')}"></iframe>`, false);
    const frame = page.frameLocator('iframe');
    expect(await frame.locator('.lt-headline').allTextContents()).toEqual(['Second news']);
    expect(await frame.locator('.frame-foot').textContent()).toContain('Full coverage');
  });

  test('of one item follows its correction and its takedown', async () => {
    const feed = await newFeed();
    const { item } = await room.server.publish(feed, {
      headline: 'Three gates',
      body: 'A secret.',
    });
    const page = await room.open(
      `<iframe src="${address(feed, `?item=${item.id}`)}"></iframe>${script()}`,
    );
    const frame = page.frameLocator('iframe');
    await frame.getByRole('heading', { name: 'Three gates' }).waitFor();
    const path = `/api/v1/feeds/${feed}/items/${item.id}`;
    await room.server.call(
      'PATCH',
      path,
      { kind: 'correct', headline: 'Two gates', note: 'Not three.' },
      { 'if-match': '"1"' },
    );
    await frame.getByRole('heading', { name: 'Two gates' }).waitFor();
    await until(() => fits(page), 'the height of the frame');
    await room.server.call('DELETE', path, { reason: 'It must.' });
    await frame.getByText('A secret.').waitFor({ state: 'detached' });
    expect(await frame.locator('html').innerHTML()).not.toContain('Two gates');
    await until(() => fits(page), 'the height of what is left');
    expect(room.complaints).toEqual([]);
  });

  test('several, and later ones, are each as high as they must be; a second copy of the script does no harm', async () => {
    const [one, two, three] = [await newFeed(), await newFeed(), await newFeed()];
    for (let n = 0; n < 5; n += 1) await room.server.publish(two, { headline: `News ${n}` });
    const page = await room.open(
      `${script()}<iframe id="one" src="${address(one)}"></iframe>
       <iframe id="two" src="${address(two)}"></iframe>${script()}`,
    );
    const globals = (of: Page) =>
      of.evaluate(() => Object.keys(globalThis).filter((name) => !/^\d+$|^(one|two)$/.test(name)));
    const left = await globals(page);
    await until(
      async () => (await fits(page, '#one')) && (await fits(page, '#two')),
      'two heights',
    );
    await page.evaluate((src) => {
      const late = document.createElement('iframe');
      late.id = 'three';
      late.src = src;
      document.body.append(late);
    }, address(three));
    await until(() => fits(page, '#three'), 'the height of the third');
    expect(await heightOf(page, '#two')).toBeGreaterThan(await heightOf(page, '#one'));
    const fresh = await room.open('');
    expect(left).toEqual(await globals(fresh));
    expect(room.complaints).toEqual([]);
  });

  test('messages of strange frames and of strange form change nothing', async () => {
    const feed = await newFeed();
    const stranger = room.host.page(`<script>
      parent.postMessage({ dateline: 1, height: 5000 }, '*');
      for (const frame of parent.frames) frame.postMessage({ dateline: 1, ask: 'height' }, '*');
    </script>`);
    const page = await room.open(
      `${script()}<iframe id="own" src="${address(feed)}"></iframe>
       <iframe id="strange" data-dateline src="${stranger}"></iframe>
       <iframe id="other" sandbox="allow-scripts" src="${stranger}"></iframe>`,
    );
    await isLive(page.frameLocator('#own'));
    await until(() => fits(page, '#own'), 'the height of our frame');
    const height = await heightOf(page, '#own');
    // From the page itself, as if it were the frame, and from the frame in forms that mean nothing.
    await page.evaluate(() => {
      const strange = [null, 'height', 5000, [], {}, { dateline: 2, height: 5000 }];
      for (const data of [...strange, { dateline: 1, height: 5000 }]) window.postMessage(data, '*');
    });
    const isDone = page.evaluate(
      () =>
        new Promise((done) =>
          addEventListener('message', ({ data }) => data === 'done' && done(1)),
        ),
    );
    const own = page.frame({ url: address(feed) });
    await own?.evaluate(() => {
      const bad = ['5000', -1, 0, NaN, Infinity, 1e9, null, { valueOf: 5000 }];
      for (const wrong of bad) parent.postMessage({ dateline: 1, height: wrong }, '*');
      parent.postMessage({ height: 5000 }, '*');
      // The last of all: it arrives after the others.
      parent.postMessage('done', '*');
    });
    await isDone;
    expect(await heightOf(page, '#own')).toBe(height);
    expect(await heightOf(page, '#strange')).toBeLessThan(200);
    expect(await heightOf(page, '#other')).toBeLessThan(200);
  });

  test('on a site that is not on the list says so, to readers and to the owner, and shows nothing of the feed (R19)', async () => {
    const feed = await newFeed({ origins: ['https://good.example'] });
    const page = await room.open(`<iframe src="${address(feed)}"></iframe>${script()}`);
    const frame = page.frameLocator('iframe');
    await frame.getByRole('heading', { name: 'This feed is not shown on this site' }).waitFor();
    const text = (await frame.locator('body').textContent()) ?? '';
    expect(text).toContain(`ask the publisher to add ${new URL(room.host.origin).host} to`);
    expect(await frame.locator('html').innerHTML()).not.toContain('First news');
    await until(() => fits(page), 'the height of the notice');

    const listed = await newFeed({ origins: [room.host.origin] });
    const welcome = await room.open(`<iframe src="${address(listed)}"></iframe>${script()}`);
    await isLive(welcome.frameLocator('iframe'));
  });

  test('of an unknown feed says that there is none', async () => {
    const page = await room.open(`<iframe src="${address('nowhere')}"></iframe>${script()}`);
    const frame = page.frameLocator('iframe');
    await frame.getByRole('heading', { name: 'There is no feed here' }).waitFor();
  });

  test('as a fragment is taken over by the ticker around it', async () => {
    const feed = await newFeed();
    const path = `/api/v1/feeds/${feed}/fragment?limit=5`;
    const fragment = (await room.server.call('GET', path)).text;
    const page = await room.open(
      `<live-ticker feed="${feed}">${fragment}</live-ticker>
       <script src="${room.server.url}/v1/ticker.js" async></script>`,
    );
    await page.getByText('Live', { exact: true }).waitFor();
    await room.server.publish(feed, { headline: 'Second news' });
    await page.getByText('1 new update').first().click();
    await page.getByText('Second news').waitFor();
    expect(await page.locator('ol').count()).toBe(1);
    expect(await page.locator('.lt-headline').allTextContents()).toEqual([
      'Second news',
      'First news',
    ]);
  });
});
