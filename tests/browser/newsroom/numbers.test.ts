import type { FeedNumbers } from '../../../src/feed/newsroom-messages.ts';
import { until } from '../../until.ts';
import { findFaults } from '../embed/find-faults.ts';
import { HostSite } from '../embed/host-site.ts';
import { openEditorsRoom } from './editors-room.ts';

describe('the numbers of a feed in the newsroom', () => {
  const room = openEditorsRoom({ shared: true });

  test('say where readers are, frames too, and how fast news are on their screens (31)', async () => {
    await using host = await HostSite.open();
    host.policy = "default-src * data: 'unsafe-inline'";
    const feed = await room.feed();
    const at = room.other.url;
    const reader = await room.page();
    await reader.goto(`${at}/feeds/${feed}`);
    const visitor = await room.page();
    await visitor.context().grantPermissions(['local-network-access']);
    const tag = `<script src="${at}/v1/ticker.js" defer></script><live-ticker feed="${feed}"></live-ticker>`;
    await visitor.goto(host.page(`${tag}<iframe src="${at}/embed/${feed}" title="Feed"></iframe>`));
    const numbers = async () => {
      const { json } = await room.server.call('GET', `/api/v1/feeds/${feed}/numbers`);
      return json as unknown as FeedNumbers;
    };
    const sites = [
      { site: host.origin, readers: 2 },
      { site: 'own', readers: 1 },
    ];
    const areThere = async () => JSON.stringify((await numbers()).sites) === JSON.stringify(sites);
    await until(areThere, 'the site and its frame');

    await reader.locator('live-ticker .lt-acts, live-ticker [part=tools] *').first().waitFor({
      state: 'attached',
    });
    // On a busy machine a reader is not certain of the time: then it says nothing.
    let posts = 0;
    const isReported = async () => {
      posts += 1;
      await room.server.publish(feed, { headline: `Post ${posts}` });
      return (await numbers()).publishToScreen.reports > 0;
    };
    await until(isReported, 'a report', 150_000);

    const desk = await room.editor(feed);
    await desk.page.getByRole('button', { name: '3 readers' }).click();
    const panel = desk.page.getByRole('dialog', { name: 'Readers' });
    await panel.getByRole('row', { name: `${host.origin} 2` }).waitFor();
    await panel.getByRole('row', { name: 'Own pages 1' }).waitFor();
    await panel.getByText(/half within [\d.]+ m?s, 95 % within [\d.]+ m?s/).waitFor();
    expect(await findFaults(desk.page)).toEqual([]);
    await visitor.close();
    // The panel is live.
    await panel.getByRole('row', { name: `${host.origin} 2` }).waitFor({ state: 'detached' });
    await panel.getByRole('button', { name: 'Close' }).click();
    await desk.page.getByRole('button', { name: '1 reader' }).waitFor();
  });
});
