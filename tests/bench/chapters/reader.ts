import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { adminToken, call } from '../../call.ts';
import { HostSite } from '../../browser/embed/host-site.ts';
import { ServerProcess } from '../../process.ts';
import { findChromium } from '../../services/browsers/chromium.ts';
import { until } from '../../until.ts';
import { createFeed, feed } from '../dateline.ts';
import { PlainPage, type Text } from '../reader/plain-page.ts';
import {
  clickMs,
  countLoads,
  longestTaskMs,
  measure,
  sizeOf,
  type ReaderPage,
} from '../reader/reader-page.ts';
import { textOf } from '../report/text.ts';

const slowness = 4;
const deadlineMs = 120_000;
/** Until a page rests: what it still does belongs to its loading. */
const restMs = 1_500;

/** A reader's page with so many items: the ticker on another site's page, and a plain page with the same texts. */
export async function readPages(counts: readonly number[]): Promise<readonly ReaderPage[]> {
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const pages: ReaderPage[] = [];
    for (const count of counts) {
      const texts = Array.from({ length: count }, (_, n) => ({
        headline: `Update ${n}`,
        body: textOf(900, n),
      }));
      pages.push(await tickerPage(browser, texts), await plainPage(browser, texts));
    }
    return pages;
  } finally {
    await browser.close();
  }
}

async function tickerPage(browser: Browser, texts: readonly Text[]): Promise<ReaderPage> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dateline-data-'));
  const { server, url } = await ServerProcess.serving({
    DATA_DIR: dataDir,
    ADMIN_TOKEN: adminToken,
  });
  await using host = await HostSite.open();
  host.policy = 'default-src * data:';
  try {
    await createFeed(url, feed);
    await publish(url, texts);
    const tag = `<live-ticker feed="${feed}"></live-ticker><script src="${url}/v1/ticker.js"></script>`;
    return await onPage(browser, 'Dateline', texts.length, host.page(tag), async (page) => {
      await page.locator('live-ticker [part=status]', { hasText: 'Live' }).waitFor();
      // What is loaded after the news is there, too, and the page rests.
      await page.locator('live-ticker [part=filter]').first().waitFor();
      await page.waitForTimeout(restMs);
      let [olderMs, pillMs, pauseMs]: (number | undefined)[] = [];
      const whileOlder = await longestTaskMs(page, async () => {
        olderMs = await clickMs(page, 'live-ticker [part=older]');
      });
      // As far back as a reader can go.
      await page.locator('live-ticker').evaluate(async (ticker) => {
        const { loadOlder } = ticker as HTMLElement & { loadOlder: () => Promise<boolean> };
        while (await loadOlder.call(ticker));
      });
      const size = await sizeOf(page);
      await page.evaluate(() => scrollTo(0, 0));
      await page.waitForTimeout(restMs);
      const whileNewsCome = await longestTaskMs(page, async () => {
        await publish(url, texts.slice(0, 3));
        await page.locator('live-ticker [part=pill]').waitFor();
        pillMs = await clickMs(page, 'live-ticker [part=pill]');
        pauseMs = await clickMs(page, 'live-ticker [part=pause]');
      });
      const longestInUseMs = Math.max(whileOlder, whileNewsCome);
      return { olderMs, pillMs, pauseMs, longestInUseMs, ...size };
    });
  } finally {
    await server.kill();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function plainPage(browser: Browser, texts: readonly Text[]): Promise<ReaderPage> {
  await using plain = await PlainPage.open(texts.toReversed());
  return await onPage(browser, 'Socket.IO and `<li>`s', texts.length, plain.url, async (page) => {
    const isFull = async () => (await sizeOf(page)).rows === texts.length;
    await until(isFull, 'all rows', deadlineMs);
    const nothing = { olderMs: undefined, pillMs: undefined, pauseMs: undefined };
    return { ...nothing, longestInUseMs: undefined, ...(await sizeOf(page)) };
  });
}

type Used = Pick<
  ReaderPage,
  'olderMs' | 'pillMs' | 'pauseMs' | 'longestInUseMs' | 'nodes' | 'rows'
>;

/** Opens a page on a slow processor, measures what it is until its first item, and then what `use` does with it. */
async function onPage(
  browser: Browser,
  subject: string,
  items: number,
  address: string,
  use: (page: Page) => Promise<Used>,
): Promise<ReaderPage> {
  const permissions = ['local-network-access'];
  const context = await browser.newContext({ permissions, locale: 'en-GB' });
  try {
    context.setDefaultTimeout(deadlineMs);
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const loads = await countLoads(session);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowness });
    await page.addInitScript(measure);
    await page.goto(address);
    const isThere = () => page.evaluate(() => globalThis.measured.firstItemMs > 0);
    await until(isThere, 'the first item', deadlineMs);
    const loaded = loads();
    const kb = (isCounted: (path: string) => boolean) =>
      [...loaded].reduce((sum, [path, size]) => sum + (isCounted(path) ? size : 0), 0);
    const used = await use(page);
    const { firstItemMs, tasks } = await page.evaluate(() => globalThis.measured);
    return {
      subject,
      items,
      scriptKb: kb((path) => path.endsWith('/ticker.js') || path.endsWith('.min.js')),
      firstLoadKb: kb(() => true),
      firstItemMs,
      longTasks: tasks.length,
      longestTaskMs: Math.max(0, ...tasks),
      ...used,
    };
  } finally {
    await context.close();
  }
}

/** Several at a time, as they come from a newsroom's tool. */
async function publish(url: string, texts: readonly Text[]): Promise<void> {
  const waiting = texts.toReversed();
  const headers = { authorization: `Bearer ${adminToken}` };
  const publishNext = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const answer = await call(url, 'POST', `/api/v1/feeds/${feed}/items`, next, headers);
      if (answer.status !== 201) throw new Error(`publishing answered ${answer.status}`);
    }
  };
  await Promise.all(Array.from({ length: 16 }, publishNext));
}
