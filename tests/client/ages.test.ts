import { Ages } from '../../client/ticker/reading/ages.ts';
import type { Item } from '../../src/feed/item.ts';
import { ManualClock } from './manual-clock.ts';

test('a row that is drawn between two ticks brings the ages of the rows below it along, unless nothing may change', async () => {
  for (const isStill of [false, true]) {
    const clock = new ManualClock();
    const below = { dataset: { at: '1970-01-01T00:00:05.000Z' }, textContent: 'now' };
    const list = { querySelectorAll: () => [below] } as unknown as Element;
    const ages = new Ages(
      clock,
      list,
      () => 'en',
      () => isStill,
    );
    clock.pass(68_000);
    expect(below.textContent).toBe('now');
    ages.beside({ postedAt: '1970-01-01T00:00:07.000Z' } as Item);
    await Promise.resolve();
    expect(below.textContent).toBe(isStill ? 'now' : '1 min. ago');
    ages.stop();
  }
});
