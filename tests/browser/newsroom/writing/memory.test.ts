import { Receiver } from '../../../followers/receiver.ts';
import { Subscriptions } from '../../../../src/websub/store/subscriptions.ts';
import { until } from '../../../until.ts';
import { findFaults } from '../../embed/find-faults.ts';
import { openEditorsRoom } from '../editors-room.ts';
import { joinAs } from '../join-as.ts';
import { hasFocus, written } from './written.ts';

// Followers tell a receiver on this machine.
const room = openEditorsRoom({ config: async () => ({ followersAllowPrivate: true }) });

test('bylines and tags that the feed has had are offered, by the keyboard too', async () => {
  const desk = await room.editor(await room.feed());
  const { page } = desk;
  await desk.publish('Earlier', {
    bylines: ['Ana Ruiz', { name: 'Bo Lind', role: 'at the pier' }],
    tags: ['port', 'storm'],
  });
  await desk.moreFields();
  const composer = page.locator('#composer');
  const people = composer.getByRole('group', { name: 'Bylines of this feed' });
  await people.getByRole('button', { name: 'Bo Lind' }).waitFor();
  await composer.getByLabel('Bylines').first().fill('Cy Ode, an');
  await people.getByRole('button', { name: 'Bo Lind' }).waitFor({ state: 'detached' });
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const bylines = composer.getByRole('textbox', { name: 'Bylines' });
  await until(async () => (await bylines.inputValue()) === 'Cy Ode, Ana Ruiz', 'the name');
  await until(() => hasFocus(bylines), 'the focus in the field');
  await people.getByRole('button', { name: 'Bo Lind' }).click();
  await composer
    .getByRole('group', { name: 'Tags of this feed' })
    .getByRole('button', { name: 'storm' })
    .click();
  expect(await findFaults(page)).toEqual([]);
  await desk.body.fill('Later');
  await page.keyboard.press('Control+Enter');
  await desk.says('Published');
  expect((await desk.items())[0]).toMatchObject({
    bylines: ['Cy Ode', 'Ana Ruiz', 'Bo Lind'],
    people: [{ name: 'Cy Ode' }, { name: 'Ana Ruiz' }, { name: 'Bo Lind', role: 'at the pier' }],
    tags: ['storm'],
  });
});

test('an admin keeps snippets in the settings of the feed; who writes there takes one by / or by its button', async () => {
  const feed = await room.feed();
  const desk = await room.editor(feed);
  await desk.button('Feed settings').click();
  await desk.dialog('Feed settings').getByRole('button', { name: 'Snippets' }).click();
  const settings = desk.dialog('Snippets');
  for (const [index, name] of ['Help', 'help'].entries()) {
    await settings.getByRole('button', { name: 'Another snippet' }).click();
    const snippet = settings.getByRole('group', { name: `Snippet ${index + 1}` });
    await snippet.getByLabel('Name').fill(name);
    await snippet.getByLabel('Text').fill(`**Help**: 11${index}`);
  }
  const save = settings.getByRole('button', { name: 'Save the snippets' });
  await save.click();
  await settings.getByText('is the name of snippet 1 as well').waitFor();
  expect(await findFaults(desk.page)).toEqual([]);
  await settings.getByRole('group', { name: 'Snippet 2' }).getByLabel('Name').fill('Numbers');
  // Another admin was first: nobody's texts are lost.
  const path = `/api/v1/feeds/${feed}/snippets`;
  const theirs = { name: 'Numbers', text: 'Of another' };
  await room.server.call('PUT', path, { snippets: [theirs] }, { 'if-match': '"0"' });
  await save.click();
  await settings.getByRole('group', { name: 'Snippet 3' }).waitFor();
  await save.click();
  await desk.says('Snippets saved');
  expect((await room.server.call('GET', path)).json['snippets']).toEqual([
    { name: 'Help', text: '**Help**: 110' },
    { name: 'Numbers', text: '**Help**: 111' },
    { name: 'Numbers (theirs)', text: 'Of another' },
  ]);
  await desk.button('Snippet').waitFor();

  const page = await joinAs(room, { name: `Rea ${feed}`, role: 'reporter', feed, at: room.server });
  const body = page.locator('#composer').getByLabel('Text, in Markdown');
  await page.locator('#composer .cm-content').waitFor();
  await page.getByRole('button', { name: 'Snippet' }).waitFor();
  await body.focus();
  await page.keyboard.type('Read 1/2\n\n/');
  await page.getByRole('dialog', { name: 'Snippets' }).getByLabel('Search by name').waitFor();
  expect(await findFaults(page)).toEqual([]);
  await page.keyboard.type('num');
  await page.keyboard.press('Enter');
  await until(
    async () => (await written(body)) === 'Read 1/2\n\n**Help**: 111',
    'the snippet in place of the slash',
  );
  await until(() => hasFocus(body), 'the focus in the text');
  // The dialog stands in the form, and Enter in it sent nothing.
  expect((await desk.drafts()).length).toBe(0);
  await page.keyboard.press('Control+a');
  await page.getByRole('button', { name: 'Snippet' }).click();
  await page.getByRole('button', { name: /^Help/ }).click();
  await until(async () => (await written(body)) === '**Help**: 110', 'the snippet alone');
});

test('an admin sets a campaign in the settings of the feed, seen as readers will see it, and ends it', async () => {
  const desk = await room.editor(await room.feed());
  const info = async () =>
    (await room.server.call('GET', `/api/v1/feeds/${desk.feed}`)).json['info'];
  const open = async () => {
    await desk.button('Feed settings').click();
    await desk.dialog('Feed settings').getByRole('button', { name: 'Campaign' }).click();
  };
  await open();
  const settings = desk.dialog('Campaign');
  const fill = (label: string, value: string) =>
    settings.getByLabel(label, { exact: true }).fill(value);
  await fill('Text', 'Help us');
  await fill('Goal', 'many');
  await fill('Link', 'https://paper.example/join');
  const save = () => settings.getByRole('button', { name: 'Save the campaign' }).click();
  await save();
  await settings.getByText('must be a whole number').waitFor();
  await fill('Goal', '20,000');
  await fill('What is counted', 'members');
  await save();
  await settings.getByText('goes with link').waitFor();
  await fill('Words of the link', 'Join');
  const preview = settings.getByRole('region', { name: 'Preview of the campaign' });
  await preview.getByText('0 of 20,000 members').waitFor();
  await preview.getByRole('link', { name: 'Join' }).waitFor();
  expect(await findFaults(desk.page)).toEqual([]);
  await save();
  await desk.says('Campaign saved');
  expect(await info()).toMatchObject({
    campaign: { text: 'Help us', goal: 20_000, count: 0, unit: 'members', monotone: true },
  });
  await room.server.call('PUT', `/api/v1/feeds/${desk.feed}/campaign/count`, { count: 7 });
  await open();
  await fill('Text', 'Join us');
  await save();
  await until(
    async () => JSON.stringify(await info()).includes('Join us'),
    'the text, beside the count of another',
  );
  expect(await info()).toMatchObject({ campaign: { text: 'Join us', count: 7 } });
  await open();
  await settings.getByRole('button', { name: 'End the campaign' }).click();
  await desk.says('Campaign ended');
  expect(await info()).not.toHaveProperty('campaign');
  await open();
  await fill('Text', 'For everybody');
  await fill('Goal', '9');
  await fill('What is counted', 'members');
  await settings.getByLabel('For all feeds that have none of their own').check();
  await save();
  await until(
    async () => JSON.stringify(await info()).includes('"site":true'),
    'the campaign of the site',
  );
  await open();
  await settings.getByRole('button', { name: 'End it in all feeds' }).click();
  await until(async () => !JSON.stringify(await info()).includes('campaign'), 'its end');
});

test('an admin adds a follower in the settings of the feed, sees how it is, and pauses, tests and removes it; who subscribed by itself is seen too', async () => {
  await using receiver = await Receiver.open();
  const feed = await room.feed();
  const desk = await room.editor(feed);
  await desk.button('Feed settings').click();
  await desk.dialog('Feed settings').getByRole('button', { name: 'Followers' }).click();
  const settings = desk.dialog('Followers');
  const press = (name: string) => settings.getByRole('button', { name }).click();
  await settings.getByText('None yet.').waitFor();
  await press('New follower');
  await settings.getByLabel('Address of your receiver').fill('receiver');
  await settings.getByLabel('Only these items').fill('all');
  await press('Add the follower');
  await settings.getByText('must be a URL like').waitFor();
  await settings.getByText('must be key, breaking').waitFor();
  expect(await findFaults(desk.page)).toEqual([]);
  await settings.getByLabel('Address of your receiver').fill(receiver.url);
  await settings.getByLabel('Only these items').fill('');
  await press('Add the follower');
  const secret = settings.getByLabel('The secret that signs');
  await secret.waitFor();
  receiver.secret = await secret.inputValue();
  await press('Done');
  await secret.waitFor({ state: 'detached' });
  await settings.getByText('Well: it has told everything.').waitFor();
  expect(await findFaults(desk.page)).toEqual([]);
  await press('Test');
  await desk.says('The test was taken in');
  expect(receiver.taken).toHaveLength(1);
  receiver.manner = 'refusing';
  await press('Test');
  await desk.says('The test was not taken: answered 422');
  await press('Pause');
  await settings.getByText('Paused: somebody paused it.').waitFor();
  await press('Go on');
  await settings.getByText('Well: it has told everything.').waitFor();
  await press('Remove');
  const remove = desk.page.getByRole('button', { name: 'Remove the follower' });
  await remove.click();
  await settings.getByText('None yet.').waitFor();

  const database = await room.place.open();
  const subscriptions = new Subscriptions(database);
  const callback = 'https://reader.example/callback';
  const asked = { feed, topic: 'rss.xml', callback, secret: '', leaseSeconds: 3_600 };
  const endsAt = await subscriptions.endOf(3_600);
  await subscriptions.subscribe({ ...asked, mode: 'subscribe' }, endsAt);
  await database.close();
  await press('Look again');
  await settings.getByText('1 program has subscribed at the hub (WebSub).').waitFor();
  const row = settings.getByRole('listitem').filter({ hasText: callback });
  await row.getByText('Subscriber (WebSub), follows rss.xml, until').waitFor();
  // It says itself what it wants.
  expect(await row.getByRole('button').allTextContents()).toEqual(['Remove']);
  await press('Remove');
  await remove.click();
  await settings.getByText('None yet.').waitFor();
});

test('a text is counted without its marks, and seen as wide as where it will be; the width is remembered', async () => {
  const desk = await room.editor(await room.feed());
  const { page, body } = desk;
  await body.fill('## Two words\n\n- and a [link](https://x.example/very/long), 2027');
  await page.getByText('6 words · 27 characters · under a minute to read').waitFor();
  await desk.button('Preview').click();
  const preview = page.getByRole('region', { name: 'Preview' });
  await preview.getByRole('button', { name: 'Beside an article' }).click();
  await preview.locator('.lt-rail .lt-brief').waitFor();
  const width = (await preview.locator('.lt-list').boundingBox())?.width;
  expect(width).toBe(300);
  await page.reload();
  await body.fill('Again');
  await desk.button('Preview').click();
  await preview.locator('.lt-rail .lt-brief').waitFor();
  await preview.getByRole('button', { name: 'Phone' }).click();
  await preview.locator('.lt-rail').waitFor({ state: 'detached' });
  expect((await preview.locator('.lt-list').boundingBox())?.width).toBe(390);
  expect(await findFaults(page)).toEqual([]);
});
