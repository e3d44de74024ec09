import type { Locator } from 'playwright-core';
import { written } from '../../browser/newsroom/writing/written.ts';
import { until } from '../../until.ts';
import type { Seat } from './press-room.ts';

/** Longer texts are pasted, as people do. */
const maxTyped = 120;

/** Writes and changes items through the page, with the keyboard, as a person does; keeps when each post was sent. */
export class Hand {
  /** Milliseconds of the machine's clock at which the keys that publish went down, by the post's mark. */
  readonly sentMs = new Map<string, number>();
  /** Saves that met another person's. */
  conflicts = 0;

  constructor(readonly seat: Seat) {}

  /** Publishes a text, and waits until the composer is empty: the server has answered. */
  async post(mark: string, text: string, isPasted: boolean): Promise<void> {
    const { body, page } = this.seat;
    await body.focus();
    await page.keyboard.type(`${mark} `);
    if (isPasted || text.length > maxTyped) await page.keyboard.insertText(text);
    else await page.keyboard.type(text);
    this.sentMs.set(mark, Date.now());
    await page.keyboard.press('Control+Enter');
    await until(async () => (await written(body)) === '', `${mark} to be published`, 60_000);
  }

  /** Changes an item by its form, whoever else is at it: a save that meets another one is made again. */
  async change(
    mark: string,
    action: 'Edit' | 'Correct',
    write: (form: Locator) => Promise<void>,
  ): Promise<void> {
    const { page } = this.seat;
    const row = this.seat.row(mark).first();
    await row.waitFor({ timeout: 60_000 });
    const form = row.getByRole('form');
    const anyway = page.getByRole('button', { name: 'Edit anyway' });
    await row.getByRole('button', { name: action, exact: true }).click();
    await form.or(anyway).first().waitFor();
    if (await anyway.isVisible()) await anyway.click();
    await form.waitFor();
    await write(form);
    // Each newer text that a save has met stands beside the form.
    const others = form.getByText(/^As it stands now/);
    const isDone = async () => (await form.count()) === 0;
    for (let tries = 0; tries < 10; tries += 1) {
      await form.getByLabel('Headline').first().press('Control+Enter');
      const isAnswered = async () => (await isDone()) || (await others.count()) > tries;
      await until(isAnswered, `${action} of ${mark}`, 60_000);
      if (await isDone()) return;
      this.conflicts += 1;
    }
    throw new Error(`${action} of ${mark} met a newer text ten times`);
  }
}
