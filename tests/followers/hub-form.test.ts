import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Config } from '../../src/config.ts';
import type { Visibility } from '../../src/feed/feed-info.ts';
import { publicHub } from '../../src/followers/kinds/public-hub.ts';
import { SafeClient } from '../../src/followers/send/safe-client.ts';
import { readHubForm } from '../../src/websub/api/hub-form.ts';
import { HubLimits } from '../../src/websub/api/hub-limits.ts';
import { SiteDocuments } from '../../src/websub/site-documents.ts';
import { toolsOf } from './tools-of.ts';

const info = { title: 'Storm', lang: 'en', timezone: 'UTC', coverage: 'open' } as const;
const log = { heads: async () => [], snapshot: async () => undefined };
const documents = new SiteDocuments(log, { publicUrl: 'https://news.example/live' });
const topic = 'https://news.example/live/feeds/storm/rss.xml';
const good = { 'hub.mode': 'subscribe', 'hub.topic': topic, 'hub.callback': 'https://a.example/c' };
const read = (fields: Record<string, string>, mayBePrivate = false) =>
  readHubForm(new URLSearchParams(fields), documents, mayBePrivate);
const faultsOf = (fields: Record<string, string>) => {
  const asked = read({ ...good, ...fields });
  return asked.kind === 'faulty' ? asked.faults : [];
};

test('what is asked of the hub is read with a lease within bounds; what it does not know is left aside', () => {
  const leaseOf = (seconds?: string) => {
    const asked = read({ ...good, ...(seconds && { 'hub.lease_seconds': seconds }), more: 'x' });
    return asked.kind === 'asked' ? asked.request.leaseSeconds : asked.faults;
  };
  expect(read(good)).toEqual({
    kind: 'asked',
    request: {
      feed: 'storm',
      topic: 'rss.xml',
      callback: 'https://a.example/c',
      mode: 'subscribe',
      secret: '',
      leaseSeconds: 864_000,
    },
  });
  expect([leaseOf('7200'), leaseOf('1'), leaseOf('999999999')]).toEqual([7_200, 3_600, 2_592_000]);
  const end = { ...good, 'hub.mode': 'unsubscribe', 'hub.lease_seconds': 'ever' };
  expect(read(end)).toMatchObject({ kind: 'asked', request: { mode: 'unsubscribe' } });
});

test('every fault of it is named at once, with its cure', () => {
  const all = faultsOf({
    'hub.mode': 'publish',
    'hub.topic': 'https://elsewhere.example/feeds/storm/rss.xml',
    'hub.callback': 'http://user:secret@127.0.0.1/é#here',
    'hub.lease_seconds': '-1',
    'hub.secret': 'é'.repeat(100),
  });
  const named = all.map((fault) => fault.split(' ')[0]);
  expect(new Set(named)).toEqual(
    new Set(['hub.mode', 'hub.callback', 'hub.topic', 'hub.lease_seconds', 'hub.secret']),
  );
  expect(named.filter((name) => name === 'hub.callback')).toHaveLength(5);
  expect(all.join()).toContain(topic);
  expect(faultsOf({ 'hub.callback': '' })).toEqual(['hub.callback is missing']);
  const long = `https://a.example/${'x'.repeat(1_000)}`;
  expect(faultsOf({ 'hub.callback': long })).toHaveLength(1);
  for (const not of ['', topic.slice(0, -1), `${topic}?x`, topic.replace('rss.xml', 'toString')]) {
    expect(faultsOf({ 'hub.topic': not })).toHaveLength(1);
  }
  for (const private_ of ['https://localhost/', 'https://[::1]/', 'https://169.254.169.254/']) {
    expect(faultsOf({ 'hub.callback': private_ })).toHaveLength(1);
  }
  expect(faultsOf({ 'hub.secret': 'x'.repeat(199) })).toEqual([]);
});

test('an address may ask so often, and is told when to come back', () => {
  const limits = new HubLimits({ of: () => '203.0.113.7' }, { count: 2, seconds: 60 });
  const take = () => limits.take({} as IncomingMessage);
  expect([take(), take()]).toEqual([0, 0]);
  expect(take()).toBeGreaterThan(20_000);
});

test('a public hub is told the addresses that have changed; whatever it answers, it is told again until it takes them', async () => {
  let [status, body] = [204, ''];
  const server = createServer((request, response) => {
    request.on('data', (part) => (body += String(part)));
    request.on('end', () => response.writeHead(status).end());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const to = { feed: 'storm', createdAt: '', target, secrets: [''] };
  const message = { id: 'm', type: 'change.post', timestamp: '', data: {} };
  let visibility: Visibility = 'public';
  const infoOf = () => ({ ...info, visibility });
  const at = { feed: 'storm', epoch: 'e', seq: 1, tag: 't' };
  const heads = async () => [{ ...at, info: infoOf() }];
  const site = { publicUrl: 'https://news.example/live' };
  const kind = publicHub(new SiteDocuments({ ...log, heads }, site), 0);
  const send = () =>
    kind.send(message, to, toolsOf(new SafeClient(true)), AbortSignal.timeout(60_000));
  expect(await send()).toMatchObject({ kind: 'done', status: 204, upTo: at });
  const form = new URLSearchParams(body);
  expect(form.get('hub.mode')).toBe('publish');
  const addresses = ['rss.xml', 'atom.xml', 'feed.json'].map((name) =>
    topic.replace('rss.xml', name),
  );
  expect([form.getAll('hub.url'), form.getAll('hub.topic')]).toEqual([addresses, addresses]);
  visibility = 'unlisted';
  body = '';
  expect([await send(), body]).toEqual([{ kind: 'done', upTo: { ...at, info: infoOf() } }, '']);
  visibility = 'public';
  for (status of [400, 410, 429, 500]) expect(await send()).toMatchObject({ kind: 'again' });
  await new Promise((done) => server.close(done));
});

test('WEBSUB_HUB needs a public address, and TLS', () => {
  const faults = (environment: Record<string, string>) => {
    try {
      return Config.fromEnvironment(environment).websubHub;
    } catch (error) {
      return (error as { readonly faults: readonly string[] }).faults;
    }
  };
  const url = 'https://hub.example/';
  const publicUrl = { PUBLIC_URL: 'https://news.example' };
  expect(faults({ WEBSUB_HUB: url, ...publicUrl })).toBe(url);
  expect(faults({ WEBSUB_HUB: 'http://hub.example' })).toEqual([
    expect.stringContaining('PUBLIC_URL'),
    expect.stringContaining('https:'),
  ]);
  expect(faults({ WEBSUB_HUB: 'hub', ...publicUrl })).toHaveLength(1);
});
