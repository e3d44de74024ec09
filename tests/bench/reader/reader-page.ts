import type { CDPSession, Page } from 'playwright-core';

/** What a reader's page costs on a processor that is four times slower. */
export interface ReaderPage {
  readonly subject: string;
  readonly items: number;
  /** Its scripts, and all that it loads until the first item, KB as they are sent. */
  readonly scriptKb: number;
  readonly firstLoadKb: number;
  /** From the navigation to the first item that is painted. */
  readonly firstItemMs: number;
  /** From a click to the next paint, as browsers count it for INP; undefined where there is nothing to click. */
  readonly pillMs: number | undefined;
  readonly pauseMs: number | undefined;
  readonly olderMs: number | undefined;
  /** Tasks of more than 50 ms until all items are there. */
  readonly longTasks: number;
  readonly longestTaskMs: number;
  /** The longest while a reader uses the page: older items, the arrival of news, the pill, Pause. 50 and less: 50. */
  readonly longestInUseMs: number | undefined;
  readonly nodes: number;
  readonly rows: number;
}

declare global {
  var measured: { firstItemMs: number; readonly tasks: number[]; readonly clicks: number[] };
}

/** Runs in the page before its own scripts. */
export function measure(): void {
  const measured: typeof globalThis.measured = { firstItemMs: 0, tasks: [], clicks: [] };
  globalThis.measured = measured;
  const watch = (type: string, into: number[], more: object = {}) =>
    new PerformanceObserver((list) => {
      // As INP is defined, a pointer that only comes over something is no interaction.
      const isCounted = (entry: PerformanceEntry & { readonly interactionId?: number }) =>
        entry.interactionId !== 0;
      for (const entry of list.getEntries()) if (isCounted(entry)) into.push(entry.duration);
    }).observe({ type, buffered: true, ...more });
  watch('longtask', measured.tasks);
  watch('event', measured.clicks, { durationThreshold: 16 });
  const look = (): void => {
    const [item] = document.querySelectorAll('li');
    if (item?.textContent) measured.firstItemMs = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Counts what a page loads, by address, in KB as it is sent. */
export async function countLoads(session: CDPSession): Promise<() => ReadonlyMap<string, number>> {
  const addresses = new Map<string, string>();
  const loads = new Map<string, number>();
  session.on('Network.responseReceived', ({ requestId, response }) => {
    addresses.set(requestId, response.url);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    loads.set(addresses.get(requestId) ?? requestId, encodedDataLength / 1_024);
  });
  await session.send('Network.enable');
  return () => new Map(loads);
}

/** How long a click takes to the next paint: the longest of its events, or 16 ms and less. */
export async function clickMs(page: Page, selector: string): Promise<number | undefined> {
  const target = page.locator(selector).first();
  if (!(await target.isVisible())) return undefined;
  await target.scrollIntoViewIfNeeded();
  await page.evaluate(() => globalThis.measured.clicks.splice(0));
  await target.click();
  // Event timings are told after the next paint.
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300))),
  );
  return page.evaluate(() => Math.max(16, ...globalThis.measured.clicks));
}

/** The longest task while something is done, or 50 ms and less. */
export async function longestTaskMs(page: Page, act: () => Promise<void>): Promise<number> {
  const before = await page.evaluate(() => globalThis.measured.tasks.length);
  await act();
  const tasks = await page.evaluate(() => globalThis.measured.tasks);
  return Math.max(50, ...tasks.slice(before));
}

/** All elements, those of shadow roots included, and the rows of the list. */
export function sizeOf(page: Page): Promise<{ readonly nodes: number; readonly rows: number }> {
  return page.evaluate(() => {
    const all = [...document.querySelectorAll('*')];
    const inside = all.flatMap((one) => [...(one.shadowRoot?.querySelectorAll('*') ?? [])]);
    return { nodes: all.length + inside.length, rows: document.querySelectorAll('li').length };
  });
}
