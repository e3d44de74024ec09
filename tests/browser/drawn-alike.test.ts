import type { Page } from 'playwright-core';
import { emptyFolder } from '../services/databases.ts';
import { TestServer } from '../server.ts';
import { until } from '../until.ts';
import { openBrowser } from './browser.ts';

const parts = [
  '.site-keys',
  '.site-head h1',
  '.site-standfirst',
  '.site-summary',
  '.site-state',
  '.lt-campaign',
];

/** The markup of these parts of the open page, and whether the server draws the same. */
async function drawn(page: Page): Promise<{ readonly here: string; readonly isSame: boolean }> {
  return page.evaluate(`(async () => {
    const text = await (await fetch(location.pathname, { cache: 'reload' })).text();
    const there = new DOMParser().parseFromString(text, 'text/html');
    const of = (root) => ${JSON.stringify(parts)}.map((place) => root.querySelector(place));
    const [mine, drawn] = [of(document), of(there)];
    return {
      here: mine.map((element) => element?.outerHTML).join('\\n'),
      isSame: mine.every((element, n) => element?.isEqualNode(drawn[n])),
    };
  })()`);
}

test('the key events, the head and the campaign of an open page come to be what the server draws', async () => {
  const place = emptyFolder();
  await using server = await TestServer.start(place);
  await server.createFeed('f', { title: 'Before' });
  const items = '/api/v1/feeds/f/items';
  const { item: first } = await server.publish('f', { headline: 'First', key: true });
  const { item: second } = await server.publish('f', { headline: 'Second', key: true });
  const { item: third } = await server.publish('f', { headline: 'Third', key: true });
  const browser = await openBrowser();
  try {
    // The newsroom's zone and clock: nothing else differs between the two drawings.
    const context = await browser.newContext({
      timezoneId: 'UTC',
      locale: 'en-GB',
      // The test reads a page as markup, which the policy forbids.
      bypassCSP: true,
    });
    const page = await context.newPage();
    await page.goto(`${server.url}/feeds/f`);
    await page.locator('live-ticker [part=status][data-status=live]').waitFor();
    const change = async (id: string, body: object) => {
      const answer = await server.call('PATCH', `${items}/${id}`, body, { 'if-match': '"1"' });
      expect(answer.status).toBe(200);
    };
    await change(first.id, { kind: 'strike', note: 'It was not so.' });
    await change(second.id, { kind: 'edit', headline: 'שנייה', lang: 'he' });
    await change(third.id, { kind: 'edit', key: false });
    const summary = '- All **down**\n- None hurt';
    const campaign = { text: 'Help us', goal: 20_000, unit: 'members' };
    const info = {
      title: 'After',
      description: 'What it is about',
      summary,
      coverage: 'ended',
      campaign: { ...campaign, link: 'https://paper.example/join', linkText: 'Join' },
    };
    await server.call('PATCH', '/api/v1/feeds/f', info);
    await until(async () => (await page.locator('h1').textContent()) === 'After', 'the head');
    await page.getByText('0 of 20,000 members').waitFor();
    await server.call('PUT', '/api/v1/feeds/f/campaign/count', { count: 20_345 });
    await page.getByText('20,345 of 20,000 members').waitFor();
    await server.publish('f', { headline: 'Newest', key: true });
    await page.getByRole('button', { name: '1 new update' }).click();
    await page.locator('.site-keys', { hasText: 'Newest' }).waitFor();
    await until(async () => {
      const { here, isSame } = await drawn(page);
      return isSame && here.includes('Newest');
    }, 'one drawing');
    const { here } = await drawn(page);
    expect(here).toContain('site-struck');
    expect(here).toContain('<span dir="rtl" lang="he">שנייה');
    expect(here).toContain('site-ended');
    expect(here).toContain('<li>All <strong>down</strong></li>');
    expect(here).not.toContain('Third');
    // Its moment comes on the open page, without a change.
    const ending = new Date(Date.now() + 1_000).toISOString();
    await server.call('PATCH', '/api/v1/feeds/f', { campaign: { ...campaign, until: ending } });
    await page.locator('.lt-campaign').waitFor({ state: 'hidden' });
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(ending));
  } finally {
    await browser.close();
  }
  await place.drop();
});
