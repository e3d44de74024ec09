import type { BrowserContextOptions, Page } from 'playwright-core';
import { wavSound } from '../../sounds-of-tests.ts';
import { until } from '../../until.ts';
import { uploadTo } from '../../upload-to.ts';
import { openEmbedRoom } from './embed-room.ts';

describe('the page that makes the code for other sites', () => {
  const room = openEmbedRoom();

  beforeAll(async () => {
    await room.server.createFeed('storm', { title: 'Storm over the port' });
    await room.server.createFeed('listed', { title: 'Listed', origins: ['https://good.example'] });
    await room.server.publish('storm', { headline: 'Gates shut', body: 'All four.', key: true });
    await room.server.publish('storm', { headline: 'Wind drops', breaking: true });
  });

  const opened: Page[] = [];
  afterEach(() => Promise.all(opened.splice(0).map((page) => page.context().close())));

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await room.browser.newContext({ locale: 'en-GB', ...options });
    const page = await context.newPage();
    opened.push(page);
    await page.goto(room.server.url + path);
    return page;
  }

  const codeOf = (page: Page, way: string) =>
    page.locator(`[data-way=${way}] pre code`).textContent();

  test('makes code that works as it is, for each way (R16)', async () => {
    const page = await open('/feeds/storm/embed?layout=rail&limit=5&theme=dark');
    await page.locator('.builder-live').waitFor();
    const { url } = room.server;
    expect(await codeOf(page, 'wordpress')).toBe(`${url}/feeds/storm`);
    expect(await codeOf(page, 'server')).toContain('/feeds/storm/fragment?layout=rail&limit=5');
    expect(await codeOf(page, 'server')).not.toContain('</link>');
    const script = (await codeOf(page, 'script')) ?? '';
    expect(script).toContain('layout="rail" theme="dark" limit="5"');
    // A policy that allows what the page says, and no more.
    const policy = await page.locator('[data-way=script] .builder-policy code').textContent();
    room.host.policy = `default-src 'none'; style-src 'self'; ${policy}`;
    const host = await room.open(script);
    await host.getByText('Live', { exact: true }).waitFor();
    await host.getByText('Wind drops').first().waitFor();
    await room.server.createFeed('sounds');
    const { url: sound } = await uploadTo(room.server, wavSound(), 'harbour.wav');
    await room.server.publish('sounds', { headline: 'Listen', audio: { url: sound } });
    const heard = await room.open(
      `<live-ticker feed="sounds"></live-ticker><script src="${url}/v1/ticker.js"></script>`,
    );
    const audio = heard.locator('live-ticker audio').first();
    await audio.evaluate((element: HTMLAudioElement) => {
      element.preload = 'metadata';
      element.load();
    });
    await until(
      () => audio.evaluate((element: HTMLAudioElement) => element.duration > 0),
      'the length of the sound',
    );

    const framePolicy = await page.locator('[data-way=frame] .builder-policy code').textContent();
    room.host.policy = `default-src 'none'; style-src 'self'; ${framePolicy}`;
    const framed = await room.open((await codeOf(page, 'frame')) ?? '');
    await framed.frameLocator('iframe').getByText('Live', { exact: true }).waitFor();
    await until(
      async () => /^\d+px$/.test(await framed.locator('iframe').evaluate((f) => f.style.height)),
      'the height',
    );

    room.host.policy = `script-src 'unsafe-inline' ${url}; connect-src ${url} ${url.replace('http', 'ws')}`;
    const modular = await room.open((await codeOf(page, 'module')) ?? '');
    const said: string[] = [];
    modular.on('console', (line) => said.push(line.text()));
    await until(async () => {
      await room.server.publish('storm', { headline: 'Again' });
      return said.length > 0;
    }, 'the module to say something');
    expect(room.complaints).toEqual([]);
  });

  test('shows at once what is chosen, by keyboard, and can be sent to somebody', async () => {
    const page = await open('/feeds/storm/embed');
    await page.locator('.builder-live').waitFor();
    const preview = page.frameLocator('iframe');
    await preview.getByText('Live', { exact: true }).waitFor();
    await page.getByRole('radio', { name: 'Feed' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await codeOf(page, 'script')).toContain('layout="rail"');
    await preview.locator('live-ticker[layout=rail]').waitFor();
    await page.getByLabel('Heading').fill('News "now" <b>');
    expect(await codeOf(page, 'script')).toContain('heading="News &#34;now&#34; &#60;b&#62;"');
    await page.getByLabel('Show', { exact: true }).selectOption('key');
    await preview.locator('live-ticker[filter=key]').waitFor();
    await page.getByRole('radio', { name: 'Frame' }).focus();
    await page.keyboard.press('Space');
    await page.locator('[data-way=frame]').getByRole('button', { name: 'Copy code' }).click();
    await page
      .locator('[data-way=frame]')
      .getByRole('button', { name: /Copied|Selected/ })
      .waitFor();

    const again = await open(new URL(page.url()).pathname + new URL(page.url()).search);
    expect(await again.getByLabel('Heading').inputValue()).toBe('News "now" <b>');
    expect(await again.getByRole('radio', { name: 'Rail' }).isChecked()).toBe(true);
    expect(await again.locator('[data-way=frame]').isVisible()).toBe(true);
    expect(await codeOf(again, 'frame')).toBe(await codeOf(page, 'frame'));
    await page.goBack();
    expect(page.url()).toBe('about:blank');
  });

  test('works as a plain form without scripts', async () => {
    const page = await open('/feeds/storm/embed', { javaScriptEnabled: false });
    await page.getByRole('radio', { name: 'Rail' }).check({ force: true });
    await page.getByLabel('Updates').selectOption('5');
    await page.getByRole('button', { name: 'Show it' }).click();
    await page.waitForURL(/layout=rail/);
    expect(await codeOf(page, 'script')).toContain('layout="rail" limit="5"');
    expect(await page.locator('iframe').getAttribute('src')).toContain('layout=rail&limit=5');
    await page.frameLocator('iframe').locator('.lt-headline').first().waitFor();
    await page.getByRole('radio', { name: 'Server' }).check({ force: true });
    expect(await page.locator('[data-way=server]').isVisible()).toBe(true);
  });

  test('says where the feed may be shown, and why not elsewhere; there is none for an unknown feed (R19)', async () => {
    const page = await open('/feeds/listed/embed');
    const facts = await page.locator('.builder-facts').textContent();
    expect(facts).toContain('https://good.example');
    expect(facts).toContain('A site that is not on this list is refused');
    await page.frameLocator('iframe').getByText('Live', { exact: true }).waitFor();
    const unknown = await fetch(`${room.server.url}/feeds/nowhere/embed`);
    expect(unknown.status).toBe(404);
  });
});
