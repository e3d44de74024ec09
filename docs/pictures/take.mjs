// npm run build && node docs/pictures/take.mjs: plays the demo, and takes product.png of it in Chromium (/usr/bin/chromium, or CHROMIUM_PATH).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { indexedPng } from './indexed-png.mjs';

const here = import.meta.dirname;
/** Story minutes a real minute: the items of the picture are some minutes apart. */
const speed = 10;
/** The step of the story after which the picture is taken. */
const moment = '11:22';
const height = 900;
const scale = 0.6;
const maxBytes = 150_000;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-lcd-text'],
});
const port = await freePort();
const demo = spawn(
  process.execPath,
  [join(here, '../../dist/demo/main.js'), '--speed', String(speed)],
  { env: { PATH: process.env.PATH, PORT: String(port) }, stdio: ['ignore', 'pipe', 'inherit'] },
);
try {
  const lines = createInterface(demo.stdout)[Symbol.asyncIterator]();
  const token = await lineWith(lines, /sign in with this token: (\S+)/);
  await lineWith(lines, /^ {2}(11:02) /);
  const page = await readersPage(1280);
  const phone = await readersPage(390);
  const newsroom = await newsroomPage(token);
  await lineWith(lines, new RegExp(`^ {2}(${moment}) `));
  for (const reader of [page, phone]) {
    await reader.evaluate(() => scrollTo(0, 0));
  }
  await compose([page, phone, newsroom]);
} finally {
  await browser.close();
  demo.kill('SIGTERM');
  await once(demo, 'exit');
}

async function open(path, width) {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    locale: 'en-GB',
    timezoneId: 'Europe/Copenhagen',
    colorScheme: 'light',
  });
  const page = await context.newPage();
  await page.goto(`http://localhost:${port}${path}`);
  return page;
}

async function readersPage(width) {
  const page = await open('/feeds/tarnhaven', width);
  await page.locator('live-ticker').getByText('Live', { exact: true }).waitFor();
  return page;
}

async function newsroomPage(token) {
  const page = await open('/newsroom?feed=tarnhaven', 1120);
  await page.getByLabel('Token').fill(token);
  await page.keyboard.press('Enter');
  await page
    .locator('#composer')
    .getByLabel('Text, in Markdown')
    .fill('The *Kormoran* is held: two lines from the tug, one from the **Lower Quay**.');
  await page.getByRole('button', { name: 'Preview' }).click();
  return page;
}

/** The screens side by side, each as it was drawn: nothing is made smaller after. */
async function compose(pages) {
  const shots = await Promise.all(pages.map((page) => page.screenshot({ animations: 'disabled' })));
  const board = await (
    await browser.newContext({ viewport: { width: 1800, height: 700 } })
  ).newPage();
  const images = shots
    .map((shot) => `<img src="data:image/png;base64,${shot.toString('base64')}">`)
    .join('');
  await board.setContent(`<style>
    body { margin: 0; background: #e9e6df; }
    main { display: inline-flex; gap: 16px; padding: 16px; }
    img { display: block; box-shadow: 0 0 0 1px #c9c4b8; }
  </style><main>${images}</main>`);
  const shot = await board.locator('main').screenshot();
  const { width, height: rows, pixels } = await pixelsOf(board, shot.toString('base64'));
  const png = indexedPng(width, rows, Buffer.from(pixels, 'base64'));
  if (png.length > maxBytes)
    throw new Error(`The picture has ${png.length} bytes, of ${maxBytes}.`);
  writeFileSync(join(here, 'product.png'), png);
}

/** Chromium reads the picture: no library for it is needed. */
function pixelsOf(page, base64) {
  return page.evaluate(async (source) => {
    const bytes = Uint8Array.from(atob(source), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const { width, height: rows } = bitmap;
    const canvas = new OffscreenCanvas(width, rows).getContext('2d');
    canvas.drawImage(bitmap, 0, 0);
    const { data } = canvas.getImageData(0, 0, width, rows);
    const read = new FileReader();
    const done = new Promise((resolve) => read.addEventListener('load', resolve));
    read.readAsDataURL(new Blob([data]));
    await done;
    return { width, height: rows, pixels: read.result.split(',')[1] };
  }, base64);
}

/** What the pattern's group holds in the first line that it fits. */
async function lineWith(lines, pattern) {
  for (;;) {
    const { value, done } = await lines.next();
    if (done) throw new Error('The demo ended.');
    const found = pattern.exec(value);
    if (found !== null) return found[1];
  }
}

async function freePort() {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port: free } = server.address();
  server.close();
  return free;
}
