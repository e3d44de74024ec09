import type { Page } from 'playwright-core';
import type { TestServer } from '../../server.ts';
import type { EditorsRoom } from './editors-room.ts';

const password = 'nine grey herons at the pier';

interface Joining {
  readonly name: string;
  readonly role: string;
  readonly feed: string;
  readonly at: TestServer;
}

/** Someone with an account of this role, signed in at one of the instances, with the feed open. */
export async function joinAs(room: EditorsRoom, joining: Joining): Promise<Page> {
  const { name, role, feed, at } = joining;
  const asked = await room.server.call('POST', '/api/v1/invitations', { role });
  const code = String(asked.json['url']).split('=')[1];
  await room.server.call('POST', `/api/v1/invitations/${code}`, { name, password });
  return comeIn(await room.page(), { name, feed, at });
}

/** Signs in a person who has joined, on another page. */
export async function comeIn(page: Page, { name, feed, at }: Omit<Joining, 'role'>): Promise<Page> {
  await page.goto(`${at.url}/newsroom/feeds/${feed}`);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('.nr-status').first().waitFor();
  return page;
}
