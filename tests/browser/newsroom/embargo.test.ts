import { call } from '../../call.ts';
import { filledIn, readerAddresses } from '../../reader-addresses.ts';
import { StockReader } from '../../stock-reader.ts';
import { until } from '../../until.ts';
import { openEditorsRoom } from './editors-room.ts';
import { joinAs } from './join-as.ts';

const room = openEditorsRoom({ shared: true });
const canary = 'embargocanary';

/** The addresses for readers, at either instance, whose answers have the words. */
async function leaks(feed: string, id: string): Promise<readonly string[]> {
  const { json: head } = await call(room.server.url, 'GET', `/api/v1/feeds/${feed}/head`);
  const time = new Date().toISOString();
  const values = { feed, id, epoch: String(head['epoch']), n: '0', lang: 'en', time };
  const found: string[] = [];
  for (const { url } of [room.server, room.other]) {
    for (const address of readerAddresses().filter((one) => !one.endsWith('/stream'))) {
      const { text } = await call(url, 'GET', filledIn(address, values));
      if (text.includes(canary)) found.push(address);
    }
  }
  return found;
}

test('what is scheduled in the newsroom’s zone is listed with who and when, is nowhere for readers before, and goes out once at its time (27)', async () => {
  const feed = await room.feed({ timezone: 'Europe/Berlin' });
  const editor = await joinAs(room, { name: 'Vera', role: 'editor', feed, at: room.server });
  const colleague = await joinAs(room, { name: 'Ed', role: 'editor', feed, at: room.other });
  const reader = await room.page();
  await reader.goto(`${room.other.url}/feeds/${feed}`);
  await reader.locator('live-ticker [part=status]', { hasText: 'Live' }).waitFor();
  using socket = new StockReader(room.other.url, { v: 1, subs: [{ feed }] });
  await until(() => socket.of('snapshot').length === 1, 'the snapshot');

  const composer = editor.locator('#composer');
  await composer.getByLabel('Text, in Markdown').fill(`The ${canary} is out.`);
  await composer.getByText('More fields').click();
  // Summer time in Berlin, and none in the browser's zone.
  await composer.getByLabel('Schedule for, Europe/Berlin time').fill('2031-07-01T06:00');
  await composer.getByRole('button', { name: /^Schedule for Tue 1 Jul, 06:00$/ }).click();
  for (const page of [editor, colleague]) {
    const row = page.locator('.nr-drafts .nr-row', { hasText: canary });
    await row.getByText(/Scheduled for .*1 Jul.* 06:00/).waitFor();
    // One's own is said by nobody.
    if (page === colleague) await row.getByText('by Vera').waitFor();
  }
  const path = `/api/v1/feeds/${feed}`;
  const drafts = async () =>
    (await room.server.call('GET', `${path}/drafts`)).json['items'] as readonly {
      readonly id: string;
      readonly embargo: string;
    }[];
  const [{ id, embargo } = { id: '', embargo: '' }] = await drafts();
  expect(embargo).toBe('2031-07-01T04:00:00.000Z');
  expect(await leaks(feed, id)).toEqual([]);

  const soon = new Date(Date.now() + 4_000).toISOString();
  const moved = { embargo: soon };
  await room.other.call('PATCH', `${path}/items/${id}`, moved, { 'if-match': '"1"' });
  await reader.getByText(`The ${canary} is out.`).first().waitFor();
  await until(() => socket.of('change').length > 0, 'the change on a socket');
  const changes = socket.of('change');
  expect(changes.map(({ kind }) => kind)).toEqual(['post']);
  expect((changes[0]?.at ?? '') >= soon).toBe(true);
  await until(async () => (await drafts()).length === 0, 'an empty list');
  // The walk finds what is there: it would have found it before.
  expect((await leaks(feed, id)).length).toBeGreaterThan(5);
});
