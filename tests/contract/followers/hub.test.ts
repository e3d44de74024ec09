import { SafeClient } from '../../../src/followers/send/safe-client.ts';
import { SqlFollowers } from '../../../src/followers/store/sql-followers.ts';
import type { HubRequest } from '../../../src/followers/store/hub-request.ts';
import { Verifier, type VerifierSettings } from '../../../src/websub/run/verifier.ts';
import { SiteDocuments } from '../../../src/websub/site-documents.ts';
import { HubRequests } from '../../../src/websub/store/hub-requests.ts';
import { Subscriptions } from '../../../src/websub/store/subscriptions.ts';
import { Subscriber } from '../../followers/subscriber.ts';
import { until } from '../../until.ts';
import { onEveryDatabase } from '../on-every-database.ts';
import { ana, impatient } from './follower-room.ts';

const site = { publicUrl: 'https://news.example', hub: 'https://news.example/websub' };

onEveryDatabase('the hub', (room) => {
  const errors: unknown[] = [];
  const running: Verifier[] = [];
  const parts = (bounds?: { readonly all: number; readonly ofHost: number }) => {
    const { database } = room;
    const requests = new HubRequests(database, { waiting: 4, ofHost: 2 });
    return { requests, subscriptions: new Subscriptions(database, bounds) };
  };
  const start = (
    settings: Partial<VerifierSettings> = {},
    bounds?: Parameters<typeof parts>[0],
  ) => {
    const { requests, subscriptions } = parts(bounds);
    const verifier = new Verifier(
      {
        requests,
        subscriptions,
        documents: new SiteDocuments(room.log, site),
        client: new SafeClient(true, undefined, undefined, impatient),
        upkeep: () => subscriptions.sweep(),
        onChange: () => undefined,
        onError: (error) => errors.push(error),
      },
      { pollMs: 20, againSeconds: () => 0, ...settings },
    );
    running.push(verifier);
    verifier.look();
    return verifier;
  };
  const requestOf = (callback: string, more: Partial<HubRequest> = {}): HubRequest => ({
    feed: room.feed,
    topic: 'atom.xml',
    callback,
    mode: 'subscribe',
    secret: 'one',
    leaseSeconds: 7_200,
    ...more,
  });
  const waiting = async () => {
    const rows = await room.database.db.selectFrom('hub_requests').selectAll().execute();
    return rows.filter(({ feed }) => feed === room.feed);
  };
  const done = () => until(async () => (await waiting()).length === 0, 'no request to wait');
  const ask = async (request: HubRequest) => {
    expect(await parts().requests.ask(request)).toBe('taken');
    await done();
  };
  const subscribers = async () => (await new SqlFollowers(room.database).list(room.feed)) ?? [];
  let subscriber: Subscriber;

  beforeEach(async () => {
    subscriber = await new Subscriber().open();
  });
  afterEach(async () => {
    for (const verifier of running.splice(0)) await verifier.close();
    await subscriber[Symbol.asyncDispose]();
    expect(errors.splice(0)).toEqual([]);
  });

  test('subscribes who confirms it, renews lease and secret, and ends it when that is confirmed', async () => {
    start();
    const { url } = subscriber;
    await ask(requestOf(url));
    const topic = `https://news.example/feeds/${room.feed}/atom.xml`;
    expect(subscriber.asked).toEqual([
      expect.objectContaining({ mode: 'subscribe', topic, leaseSeconds: 7_200 }),
    ]);
    // What the callback has of its own stays before all else.
    expect(subscriber.asked[0]?.url).toMatch(/^\/callback\?id=1&hub\.mode=subscribe&/);
    const [first] = await subscribers();
    expect(first).toMatchObject({ kind: 'websub', topic: 'atom.xml', target: url, seq: 0 });
    expect(JSON.stringify(await subscribers())).not.toContain('"one"');
    await room.post('a change');
    await ask(requestOf(url, { secret: 'two', leaseSeconds: 9_000 }));
    const [again, ...others] = await subscribers();
    expect(others).toEqual([]);
    // The change that it was not told yet still waits for it.
    expect(again).toMatchObject({ id: first?.id, behind: 1 });
    expect(Date.parse(again?.endsAt ?? '')).toBeGreaterThan(Date.parse(first?.endsAt ?? ''));
    const found = await new SqlFollowers(room.database).find(room.feed, again?.id ?? '');
    expect(found?.secrets).toEqual(['two']);

    const { length } = subscriber.asked;
    const end = requestOf(url, { mode: 'unsubscribe' });
    // Of another document it has nothing: nobody is asked.
    await ask({ ...end, topic: 'rss.xml' });
    expect(subscriber.asked).toHaveLength(length);
    await ask(end);
    expect(subscriber.asked.at(-1)).toMatchObject({ mode: 'unsubscribe', topic });
    expect(await subscribers()).toEqual([]);
    expect(await waiting()).toEqual([]);
  });

  test('leaves all as it was where the answer is no consent: forged, wrapped, refused, moved, endless, or never there', async () => {
    start();
    const { url } = subscriber;
    const request = requestOf(url);
    for (const forged of [
      () => '',
      () => 'x'.repeat(32),
      (challenge: string) => `<html>${challenge}</html>`,
      (challenge: string) => `${challenge}\n`,
      (challenge: string) => challenge.slice(1),
      (challenge: string) => challenge.toUpperCase(),
    ]) {
      subscriber.consent = forged;
      await ask(request);
    }
    expect(subscriber.asked).toHaveLength(6);
    expect(new Set(subscriber.asked.map(({ url: asked }) => asked)).size).toBe(6);
    subscriber.consent = (challenge) => challenge;
    const { calls } = subscriber;
    for (const manner of ['refusing', 'moved', 'busy', 'gone'] as const) {
      subscriber.manner = manner;
      await ask(request);
    }
    // What it answers is final; where there is no answer, it is asked three times in all.
    expect(subscriber.calls).toBe(calls + 4);
    for (const manner of ['silent', 'garbage', 'down'] as const) {
      subscriber.manner = manner;
      const before = subscriber.calls;
      await ask(request);
      expect(subscriber.calls).toBe(before + 3);
    }
    expect(await subscribers()).toEqual([]);
    // Nobody ends what another has.
    subscriber.manner = 'well';
    await ask(request);
    subscriber.consent = () => 'no';
    await ask({ ...request, mode: 'unsubscribe' });
    expect(await subscribers()).toHaveLength(1);
  });

  test('asks no private address, where that is not allowed', async () => {
    const { requests, subscriptions } = parts();
    const client = new SafeClient(false, (_host, found) =>
      found(null, [{ address: '127.0.0.1', family: 4 }]),
    );
    const verifier = new Verifier({
      requests,
      subscriptions,
      client,
      documents: new SiteDocuments(room.log, site),
      upkeep: async () => undefined,
      onChange: () => undefined,
      onError: (error) => errors.push(error),
    });
    running.push(verifier);
    const { port } = new URL(subscriber.url);
    for (const host of ['127.0.0.1', '169.254.169.254', 'rebound.example']) {
      await requests.ask(requestOf(`http://${host}:${port}/`));
      verifier.look();
      await done();
    }
    expect(subscriber.calls).toBe(0);
  });

  test('takes up what an instance left behind that was killed, once, however many look', async () => {
    const { requests } = parts();
    await requests.ask(requestOf(subscriber.url));
    const [taken] = await requests.take(8);
    expect(taken).toMatchObject({ tries: 1, callback: subscriber.url });
    expect(await requests.take(8)).toEqual([]);
    const over = { due_at: '2020-01-01T00:00:00.000Z' };
    await room.database.db.updateTable('hub_requests').set(over).execute();
    start();
    start();
    await done();
    expect(subscriber.asked).toHaveLength(1);
    expect(await subscribers()).toHaveLength(1);
  });

  test('bounds what waits, of all and of a host, and what a feed has; who is too many is told why', async () => {
    const { requests } = parts();
    const { url } = subscriber;
    const at = (n: number) => `${url}&n=${n}`;
    expect(await requests.ask(requestOf(at(1)))).toBe('taken');
    expect(await requests.ask(requestOf(at(2)))).toBe('taken');
    expect(await requests.ask(requestOf(at(3)))).toBe('busy');
    for (const host of ['a.example', 'b.example']) {
      await requests.ask(requestOf(`https://${host}/`));
    }
    expect(await requests.ask(requestOf('https://c.example/'))).toBe('busy');
    await room.database.db.deleteFrom('hub_requests').where('host', 'like', '%.example').execute();
    const verifier = start({}, { all: 2, ofHost: 1 });
    await done();
    const denied = subscriber.asked.filter(({ mode }) => mode === 'denied');
    expect(denied).toMatchObject([{ reason: 'The feed has too many subscribers at this host.' }]);
    expect(await subscribers()).toHaveLength(1);
    await verifier.close();
    start({}, { all: 1, ofHost: 9 });
    await ask(requestOf(at(4)));
    expect(subscriber.asked.at(-1)?.reason).toBe('The feed has too many subscribers.');
    // Who has one renews it all the same.
    const [one] = await subscribers();
    await ask(requestOf(one?.target ?? ''));
    expect(await subscribers()).toHaveLength(1);
  });

  test('tells who is removed by an editor that it has ended, and is told of no other', async () => {
    start();
    await ask(requestOf(subscriber.url));
    const [one] = await subscribers();
    await new SqlFollowers(room.database).remove(room.feed, one?.id ?? '', ana);
    await done();
    expect(subscriber.asked.at(-1)).toMatchObject({
      mode: 'denied',
      topic: `https://news.example/feeds/${room.feed}/atom.xml`,
      reason: 'Ended by an editor of the feed.',
    });
    expect(await subscribers()).toEqual([]);
  });

  test('has a public hub told of each feed that has changes, once, and of no other when it is another', async () => {
    const { subscriptions } = parts();
    const hubs = async () =>
      (await subscribers()).filter(({ kind }) => kind === 'public-hub').map(({ target }) => target);
    const [one, two] = ['https://one.example/', 'https://two.example/'];
    await subscriptions.usePublicHub(one);
    expect(await hubs()).toEqual([]);
    await room.post('a change');
    await Promise.all([subscriptions.usePublicHub(one), subscriptions.usePublicHub(one)]);
    expect(await hubs()).toEqual([one]);
    expect(await subscribers()).toMatchObject([{ behind: 1 }]);
    expect((await subscriptions.usePublicHub(one)).has(room.feed)).toBe(true);
    await subscriptions.usePublicHub(two);
    expect(await hubs()).toEqual([two]);
    for (const visibility of ['unlisted', 'public'] as const) {
      await room.log.append(room.feed, { kind: 'feed', patch: { visibility } });
      await subscriptions.usePublicHub(two);
      expect(await hubs()).toEqual(visibility === 'public' ? [two] : []);
    }
    await subscriptions.usePublicHub(undefined);
    expect(await hubs()).toEqual([]);
  });
});
