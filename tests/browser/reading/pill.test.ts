import { until } from '../../until.ts';
import { openReadingRoom } from '../reading-room.ts';

const room = openReadingRoom();

test('what waits is counted truly and shown by one press, these and no others, newest first, with the focus on the first (R2)', async () => {
  const feed = await room.newFeed();
  await room.publish(feed, 'there before');
  const tab = await room.open(feed);
  await tab.says('Live');
  await tab.page.evaluate(() => scrollTo(0, 200));
  const [first] = [await room.publish(feed, 'first')];
  await room.publish(feed, 'second');
  await room.publish(feed, 'third');
  const pill = tab.page.locator('live-ticker [part=pill]');
  const says = (words: string) =>
    until(async () => (await pill.textContent()) === words, `the pill to say ${words}`);
  await says('3 new updates');
  await room.takeDown(feed, first);
  await says('2 new updates');
  await tab.lists(['there before']);
  expect(await pill.evaluate((one) => one.tagName)).toBe('BUTTON');
  await tab.page.keyboard.press('Tab');
  await pill.focus();
  await tab.page.keyboard.press('Enter');
  await until(async () => (await tab.headlines()).length > 1, 'the rows');
  const shown = (await tab.headlines()).filter((headline) => headline !== 'Removed');
  expect(shown).toEqual(['third', 'second', 'there before']);
  await until(
    () => tab.page.evaluate(() => document.activeElement?.textContent === 'third'),
    'the focus on the first new heading',
  );
  expect(await pill.isVisible()).toBe(false);
});

test('twenty updates that nobody asked for move nothing: no layout shift, wherever the reader is (R1)', async () => {
  const feed = await room.newFeed();
  for (let n = 0; n < 12; n += 1) await room.publish(feed, `before ${n}`);
  for (const y of [0, 700]) {
    const tab = await room.open(feed);
    await tab.says('Live');
    await tab.page.locator('live-ticker [part=filter]').first().waitFor();
    await tab.page.evaluate((to) => scrollTo(0, to), y);
    await tab.page.evaluate(() => {
      const shifts: number[] = [];
      Object.assign(globalThis, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push(Number(Reflect.get(entry, 'value')));
      }).observe({ type: 'layout-shift' });
    });
    const row = tab.page.locator('live-ticker .lt-list > li').nth(4);
    const before = await row.evaluate((one) => one.getBoundingClientRect().top);
    for (let n = 0; n < 20; n += 1) await room.publish(feed, `unasked ${y} ${n}`);
    const pill = tab.page.locator('live-ticker [part=pill]', { hasText: '20 new updates' });
    await pill.waitFor();
    const after = await row.evaluate((one) => one.getBoundingClientRect().top);
    expect(Math.abs(after - before)).toBeLessThanOrEqual(1);
    expect(await tab.page.evaluate(() => Reflect.get(globalThis, 'shifts') as number[])).toEqual(
      [],
    );
  }
});
