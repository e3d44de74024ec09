import { until } from '../../until.ts';
import { openEditorsRoom } from './editors-room.ts';

const room = openEditorsRoom();

// WebKit writes the present time, in grey, into a field that has none; Chromium draws its pattern in the same place.
test('a time that is not set looks empty, until an editor goes there to set it (G7)', async () => {
  const desk = await room.editor(await room.feed());
  await desk.moreFields();
  const { page } = desk;
  const time = page.getByLabel('Schedule for, Europe/Berlin time');
  const picture = async () => (await time.screenshot()).toString('base64');
  await until(() => time.isVisible(), 'the field');
  // Both pictures are of one moment: what stands above the field moves it by parts of a pixel.
  const isBlank = async () => {
    const shown = await picture();
    await page.evaluate(() => {
      const hiding = new CSSStyleSheet();
      hiding.replaceSync('input::-webkit-datetime-edit { visibility: hidden !important }');
      document.adoptedStyleSheets.push(hiding);
    });
    const blank = await picture();
    await page.evaluate(() => document.adoptedStyleSheets.pop());
    return shown === blank;
  };
  expect(await isBlank()).toBe(true);
  await time.focus();
  expect(await isBlank()).toBe(false);
  await time.fill('2031-12-01T06:00');
  await page.getByLabel('Headline').first().focus();
  expect(await isBlank()).toBe(false);
  await time.fill('');
  await page.getByLabel('Headline').first().focus();
  await until(isBlank, 'the empty field');
});
