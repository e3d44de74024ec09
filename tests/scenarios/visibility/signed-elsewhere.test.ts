import { Writer as MailWriter } from '../../../src/mail/run/writer.ts';
import { Writer as PushWriter } from '../../../src/push/run/writer.ts';
import type { Visibility } from '../../../src/feed/feed-info.ts';
import { SiteDocuments } from '../../../src/websub/site-documents.ts';
import { call } from '../../call.ts';
import { Mailbox } from '../../mail/mailbox.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder } from '../../services/databases.ts';
import { until } from '../../until.ts';

const publicUrl = 'https://news.example';
const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('a feed for signed-in readers', () => {
  const place = emptyFolder();
  let mailbox: Mailbox;
  let server: TestServer;

  beforeAll(async () => {
    mailbox = await Mailbox.open();
    const mail = { url: mailbox.url, from: 'news@news.example', key: 'a key of the tests' };
    server = await TestServer.start(place, { publicUrl, mail, followersAllowPrivate: true });
    await server.createFeed('members');
    await server.call('PUT', '/api/v1/feeds/members/mail', { on: true });
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await mailbox[Symbol.asyncDispose]();
    await place.drop();
  });

  test('offers no mail and no hub, to who has a token neither', async () => {
    const get = (path: string) => server.call('GET', path);
    await until(async () => (await get('/feeds/members')).text.includes('mail-address'), 'a form');
    await server.call('PATCH', '/api/v1/feeds/members', { visibility: 'signed' });
    expect((await get('/feeds/members')).text).not.toContain('mail-address');
    expect((await get('/feeds/members/subscribe')).status).toBe(404);
    const asked = new URLSearchParams({
      'hub.mode': 'subscribe',
      'hub.topic': `${publicUrl}/feeds/members/rss.xml`,
      'hub.callback': 'http://127.0.0.1:9/',
    });
    const answer = await call(server.url, 'POST', '/websub', asked.toString(), form);
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('not there')]);
    const document = await get('/feeds/members/rss.xml');
    expect([document.status, document.headers.get('link')]).toEqual([200, null]);
    expect(document.text).not.toContain('rel="hub"');
  });

  test('has no letter, no notification and no ping of what its subscribers of before wait for', async () => {
    let visibility: Visibility = 'public';
    const head = () => ({
      feed: 'f',
      epoch: 'e',
      seq: 1,
      tag: 't',
      info: { title: 'F', lang: 'en', timezone: 'UTC', coverage: 'open' as const, visibility },
    });
    const at = '2026-11-30T12:00:00.000Z';
    const item = {
      id: '0198c0de-0000-7000-8000-000000000000',
      rev: 1,
      bylines: [],
      tags: [],
      body: [],
      headline: 'Breaking',
      breaking: true,
      key: false,
      pinned: false,
      postedAt: at,
      updatedAt: at,
    };
    const log = {
      heads: async () => [head()],
      entry: async () => item,
      snapshot: async () => ({ ...head(), items: [item], pinned: null, more: null }),
      read: async () => [],
      tagAt: async () => undefined,
      time: async () => at,
    };
    const seal = { token: () => 'x' };
    const mails = new MailWriter({ log, site: { publicUrl }, seal } as never);
    const pushes = new PushWriter({
      log,
      keys: { now: { vault: { hash: () => 'x'.repeat(43) } } },
    } as never);
    const documents = new SiteDocuments(log, { publicUrl, hub: `${publicUrl}/websub` });
    const subscription = { id: 's', feed: 'f', state: 'active' };
    const mail = { id: 'm', kind: 'breaking', key: item.id, address: 'a@b.example', subscription };
    const push = { feed: 'f', item: item.id, told: 'no', filters: ['breaking'], isLate: false };
    const open = new Set(['f']);
    const written = async () => [
      (await mails.write(mail as never, open)).letter !== undefined,
      (await pushes.write(push as never, open)).message !== undefined,
      (await documents.document('f', 'rss.xml')) !== undefined,
    ];
    expect(await written()).toEqual([true, true, true]);
    visibility = 'signed';
    // Each change of a feed's information moves its position.
    const shut = new SiteDocuments(log, { publicUrl, hub: `${publicUrl}/websub` });
    expect((await written()).slice(0, 2)).toEqual([false, false]);
    expect(await shut.document('f', 'rss.xml')).toBeUndefined();
  });
});
