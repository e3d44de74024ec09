import type { AddressInfo } from 'node:net';
import { createServer as createHttpServer, type Server } from 'node:http';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { emptyFolder } from '../../services/databases.ts';
import { ServerProcess } from '../../process.ts';
import { adminToken, call } from '../../call.ts';
import { until } from '../../until.ts';
import { openBrowser } from '../browser.ts';
import { hasFocus, written } from './writing/written.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const bearer = { authorization: `Bearer ${adminToken}` };

/** The whole path of an item, from an editor's keys to readers' screens, on our page and on another site. */
describe('from the newsroom to the reader', () => {
  const place = emptyFolder();
  let server: ServerProcess;
  let url: string;
  let browser: Browser;
  let otherSite: Server;
  let otherUrl: string;

  beforeAll(async () => {
    const environment = { DATA_DIR: place.where.dataDir, ADMIN_TOKEN: adminToken };
    ({ server, url } = await ServerProcess.serving(environment));
    await call(
      url,
      'POST',
      '/api/v1/feeds',
      { slug: 'storm', title: 'Storm over the port' },
      bearer,
    );
    browser = await openBrowser();
    otherSite = createHttpServer((_request, response) => {
      // Another site with a strict policy: the ticker must work under it.
      response.setHeader(
        'Content-Security-Policy',
        `default-src 'none'; style-src 'self'; img-src https:; script-src ${url}; ` +
          `connect-src ${url} ${url.replace('http', 'ws')}; require-trusted-types-for 'script'`,
      );
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(
        `<!doctype html><html lang="en"><title>Another site</title><h1>Another site</h1>` +
          `<live-ticker feed="storm"></live-ticker><script src="${url}/v1/ticker.js"></script></html>`,
      );
    });
    await new Promise<void>((done) => otherSite.listen(0, '127.0.0.1', () => done()));
    otherUrl = `http://127.0.0.1:${(otherSite.address() as AddressInfo).port}/`;
  });

  afterAll(async () => {
    await browser.close();
    await new Promise((done) => otherSite.close(done));
    await server.kill();
    await place.drop();
  });

  /** Opens a page, and collects the errors of its browser. */
  async function open(address: string, complaints: string[], width = 1280): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width, height: 900 } })).newPage();
    page.on('console', (said) => {
      if (said.type() === 'error') complaints.push(`${address}: ${said.text()}`);
    });
    page.on('pageerror', (error) => complaints.push(`${address}: ${error.message}`));
    await page.goto(address);
    return page;
  }

  async function violations(page: Page): Promise<readonly string[]> {
    // Into the page's own world, past its policy, as an extension would be.
    await page.evaluate(axe);
    return page.evaluate(async () => {
      const { axe: tool } = globalThis as unknown as { axe: { run: () => Promise<AxeResults> } };
      const found = await tool.run();
      return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
    });
  }

  interface AxeResults {
    readonly violations: readonly {
      readonly id: string;
      readonly nodes: readonly { readonly html: string }[];
    }[];
  }

  test('an editor publishes with the keyboard; open pages get the item, its correction and its takedown', async () => {
    const complaints: string[] = [];
    const reader = await open(`${url}/feeds/storm`, complaints, 390);
    const embed = await open(otherUrl, complaints);
    const editor = await open(`${url}/newsroom?feed=storm`, complaints);

    await editor.getByLabel('Token').fill(adminToken);
    await editor.keyboard.press('Enter');
    const text = editor.locator('#composer').getByLabel('Text, in Markdown');
    await text.waitFor();
    await until(() => hasFocus(text), 'the focus in the text');

    await editor.keyboard.type('The first gate is shut.');
    await editor.keyboard.press('Control+Enter');
    for (const page of [reader, embed]) {
      await page.locator('live-ticker article', { hasText: 'The first gate is shut.' }).waitFor();
    }
    expect(await written(text)).toBe('');

    // The second waits behind the pill, so that nothing moves under a reader's eyes.
    await editor.keyboard.type('The second gate is **shut**.');
    await editor.keyboard.press('Control+Enter');
    for (const page of [reader, embed]) {
      const pill = page.getByRole('button', { name: '1 new update' });
      await pill.waitFor();
      expect(await page.locator('live-ticker article', { hasText: 'second gate' }).count()).toBe(0);
      await pill.click();
      await page.locator('live-ticker article', { hasText: 'The second gate is shut.' }).waitFor();
    }

    const row = editor.locator('.nr-row', { hasText: 'second gate' });
    await row.getByRole('button', { name: 'Correct' }).click();
    await editor.getByLabel('Note to readers').fill('It was the third gate.');
    await editor.keyboard.press('Control+Enter');
    for (const page of [reader, embed]) {
      const item = page.locator('live-ticker article', { hasText: 'second gate' });
      await item.getByText('It was the third gate.').waitFor();
      expect(await item.textContent()).toContain('Corrected');
    }

    await row.getByRole('button', { name: 'Remove' }).click();
    await editor.keyboard.type('It was not so.');
    await editor.keyboard.press('Control+Enter');
    for (const page of [reader, embed]) {
      await page.locator('live-ticker article.lt-removed').waitFor();
      const html = await page.evaluate(() => document.documentElement.outerHTML);
      expect(html).not.toContain('second gate');
      expect(html).not.toContain('third gate');
      expect(await page.locator('live-ticker article.lt-removed').textContent()).toMatch(/Removed/);
    }
    await row.waitFor({ state: 'detached' });
    expect(complaints.filter((said) => !/401/.test(said))).toEqual([]);
  });

  test('without JavaScript the page is read all the same', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${url}/feeds/storm`);
    expect(await page.locator('article').first().isVisible()).toBe(true);
    expect(await page.locator('main, body').first().textContent()).toContain(
      'The first gate is shut.',
    );
  });

  test('the pages have no fault that axe can find, in light and dark, on a phone and a desk', async () => {
    const found: string[] = [];
    for (const path of ['/', '/feeds/storm', '/newsroom']) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const viewport = { width: colorScheme === 'light' ? 390 : 1280, height: 900 };
        const context = await browser.newContext({ colorScheme, viewport, bypassCSP: true });
        const page = await context.newPage();
        await page.goto(url + path);
        await page.locator('h1, form').first().waitFor();
        found.push(...(await violations(page)).map((fault) => `${path} ${colorScheme}: ${fault}`));
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (overflow > 0) found.push(`${path} ${colorScheme}: scrolls sideways by ${overflow} px`);
        await context.close();
      }
    }
    expect(found).toEqual([]);
  });
});
