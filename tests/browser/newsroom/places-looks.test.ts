import type { Browser } from 'playwright-core';
import { adminToken } from '../../call.ts';
import { openBrowser } from '../browser.ts';
import { findFaults } from '../embed/find-faults.ts';
import { openEditorsRoom } from './editors-room.ts';

const room = openEditorsRoom();
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const sizes = [
  { width: 360, height: 640 },
  { width: 768, height: 900 },
  { width: 1280, height: 800 },
];

/** The places, and what is opened in each. */
const places: readonly (readonly [path: string, opened: readonly string[]])[] = [
  ['', []],
  ['', ['Feed: ']],
  ['/people', ['Invite', 'Another role in a single feed', 'Change']],
  ['/people/tokens', ['New token']],
  ['/people/audit', []],
  ['/media', []],
  ['/settings', []],
];

test.each(['light', 'dark'] as const)(
  'every place is without a fault that axe finds, and does not scroll sideways, from phone to desk, in %s',
  async (colorScheme) => {
    const feed = await room.feed({ title: 'Störungen im Nahverkehr' });
    const asked = await room.server.call('POST', '/api/v1/invitations', {
      role: 'reporter',
      feeds: { [feed]: 'editor' },
    });
    const code = String(asked.json['url']).split('=')[1];
    const name = `Aleksandra Wojciechowska ${colorScheme}`;
    const password = 'nine grey herons at the pier';
    await room.server.call('POST', `/api/v1/invitations/${code}`, { name, password });
    await room.server.call('POST', '/api/v1/invitations', {
      role: 'editor',
      email: 'j@example.org',
    });
    await room.server.call('POST', '/api/v1/tokens', { name: 'wire', role: 'editor' });
    const context = await browser.newContext({ colorScheme, bypassCSP: true });
    await context.request.post(`${room.server.url}/api/v1/session`, {
      data: { token: adminToken },
    });
    const page = await context.newPage();
    const found: string[] = [];
    for (const [path, opened] of places) {
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto(`${room.server.url}/newsroom${path}`);
      await page
        .locator(path === '' ? '#composer' : 'h2')
        .first()
        .waitFor();
      for (const button of opened) await page.getByRole('button', { name: button }).first().click();
      for (const size of sizes) {
        await page.setViewportSize(size);
        const faults = await findFaults(page);
        found.push(...faults.map((fault) => `${path} ${size.width}: ${fault}`));
      }
    }
    await page.keyboard.press('Escape');
    await context.close();
    expect(found).toEqual([]);
  },
);
