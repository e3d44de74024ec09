import type { Browser, Page } from 'playwright-core';
import { until } from '../until.ts';
import { record, type Noted } from './recorder.ts';

/** A reader's tab on a feed's page, with a clock of its own that the test can move on. */
export class Tab {
  private constructor(readonly page: Page) {}

  /** A tab at 19:04 in a zone without summer time; `prepare` runs before it opens the address. */
  static async open(
    browser: Browser,
    address: string,
    prepare: (page: Page) => Promise<unknown> = async () => undefined,
  ): Promise<Tab> {
    const context = await browser.newContext({
      locale: 'en-GB',
      timezoneId: 'UTC',
      // A page that the test serves in place of the network counts as one of another network.
      permissions: ['local-network-access'],
    });
    const page = await context.newPage();
    await page.clock.install({ time: '2027-03-01T19:04:00Z' });
    await page.addInitScript(record);
    await prepare(page);
    await page.goto(address);
    return new Tab(page);
  }

  status(): Promise<string | null> {
    return this.page.locator('live-ticker [part=status]').textContent();
  }

  /** Waits until the status line shows the text. */
  async says(words: string): Promise<void> {
    let said: string | null = null;
    const isSo = async () => (said = await this.status()) === words;
    await until(isSo, `"${words}"`).catch((error: Error) => {
      throw new Error(`${error.message} It says "${said}".`);
    });
  }

  /** Waits for a status with a time of the last minute by the server's clock, which differs from the tab's. */
  async saysSince(words: string): Promise<void> {
    const said = await this.status();
    const isSo = async () => sinceNow(words).includes((await this.status()) ?? '');
    await until(isSo, `"${words} …"`).catch((error: Error) => {
      throw new Error(`${error.message} It said "${said}".`);
    });
  }

  noted(): Promise<readonly Noted[]> {
    return this.page.evaluate(() => globalThis.noted);
  }

  /** Drops the records so far. */
  async noteAnew(): Promise<void> {
    await this.page.evaluate(() => globalThis.noted.splice(0));
  }

  /** The position numbers of the changes in each catch-up. */
  async caughtUp(): Promise<readonly (readonly number[])[]> {
    return (await this.noted()).flatMap((note) => {
      if (note.kind !== 'heard' || note.event === 'change' || note.event === 'head') return [];
      return [note.body.changes?.map(({ seq }) => seq) ?? []];
    });
  }

  /** Tells the page, as a browser does, that it was hidden or shown again. */
  async look(isLookedAt: boolean): Promise<void> {
    await this.page.evaluate((hidden) => {
      const tell = (name: string, value: unknown) =>
        Object.defineProperty(document, name, { configurable: true, get: () => value });
      tell('hidden', hidden);
      tell('visibilityState', hidden ? 'hidden' : 'visible');
      document.dispatchEvent(new Event('visibilitychange'));
    }, !isLookedAt);
  }

  /** Shows what waits behind the pill, if anything does. */
  async reveal(): Promise<void> {
    // In one go: the pill may go between a look and a press.
    await this.page.locator('live-ticker [part=pill]').evaluate((pill: HTMLButtonElement) => {
      if (pill.hidden) return;
      pill.focus();
      pill.click();
    });
  }

  /** The headlines in the list, newest first, and "Removed" where an item was. */
  headlines(): Promise<readonly string[]> {
    return this.page.locator('live-ticker .lt-list > li').evaluateAll((rows) =>
      rows.map((row) => {
        const isGone = row.querySelector('.lt-removed') !== null;
        return isGone ? 'Removed' : (row.querySelector('.lt-headline')?.textContent ?? '');
      }),
    );
  }

  /** Waits until these headlines are shown, and reveals what waits. */
  shows(...headlines: readonly string[]): Promise<void> {
    return this.lists(headlines, () => this.reveal());
  }

  /** Waits until these headlines are shown, and leaves what waits behind the pill. `first`: before each look. */
  async lists(headlines: readonly string[], first?: () => Promise<void>): Promise<void> {
    let shown: readonly string[] = [];
    const isSo = async () => {
      await first?.();
      shown = await this.headlines();
      return JSON.stringify(shown) === JSON.stringify(headlines);
    };
    await until(isSo, headlines.join(', ')).catch((error: Error) => {
      throw new Error(`${error.message} It shows ${shown.join(', ')}.`);
    });
  }

  /** True when the text is anywhere in the page, visible or not. */
  holds(words: string): Promise<boolean> {
    return this.page.evaluate((text) => document.documentElement.outerHTML.includes(text), words);
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

/** What a status line may say: this minute, or the last, in the tab's zone. */
function sinceNow(words: string): readonly string[] {
  return [0, 60_000].map(
    (ms) => `${words} ${new Date(Date.now() - ms).toISOString().slice(11, 16)}`,
  );
}

/** A status without its time. */
export function timeless(words: string): string {
  return words.replace(/\d\d:\d\d$/, '…');
}

/** The texts that claim to be live before the present socket has brought a position of the feed. */
export function unfoundedClaims(noted: readonly Noted[]): readonly string[] {
  let isTold = false;
  return noted.flatMap((note) => {
    if (note.kind === 'dialled' || note.kind === 'hung up') isTold = false;
    if (note.kind === 'heard') isTold = true;
    return note.kind === 'said' && note.words === 'Live' && !isTold ? [note.words] : [];
  });
}
