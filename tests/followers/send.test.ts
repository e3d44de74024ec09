import { kinds } from '../../src/followers/kinds/kinds.ts';
import { waitSeconds } from '../../src/followers/run/wait-seconds.ts';
import { afterSecondsOf } from '../../src/followers/send/after-seconds.ts';
import { isPublicAddress } from '../../src/followers/send/public-address.ts';
import { SafeClient, type Resolve } from '../../src/followers/send/safe-client.ts';
import { parseFollowerChange, parseNewFollower } from '../../src/followers/api/follower-input.ts';
import { Refusal } from '../../src/feed/refusal.ts';
import { Receiver } from './receiver.ts';
import { toolsOf } from './tools-of.ts';

const closed = { mayBePrivate: false, hasPublicUrl: true };
const open = { mayBePrivate: true, hasPublicUrl: true };

test('only addresses of the public internet are public', () => {
  const own =
    '127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 255.255.255.255 ' +
    '224.0.0.1 240.0.0.1 198.18.0.1 192.0.2.1 :: ::1 fe80::1 fe80::1%eth0 fc00::1 fd12::1 ff02::1 fec0::1 ' +
    '::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:a9fe:a9fe 64:ff9b::a00:1 2002:7f00:1:: 2001::1 2001:db8::1 ' +
    '::127.0.0.1 100::1 x';
  expect(own.split(' ').filter(isPublicAddress)).toEqual([]);
  expect(isPublicAddress('')).toBe(false);
  const others = ['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:8.8.8.8'];
  expect(others.filter(isPublicAddress)).toEqual(others);
});

describe('a message', () => {
  /** Names that lead to these addresses, one after the other. */
  const leadingTo = (...addresses: readonly string[]): Resolve => {
    const left = [...addresses];
    return (_host, done) => {
      const address = left.shift();
      if (address === undefined) done(new Error('No more.'), []);
      else done(null, [{ address, family: 4 }]);
    };
  };
  // To this machine, of which one address counts as public.
  const isPublic = (address: string) => address === '127.0.0.2';
  const limits = { connectMs: 5_000, headersMs: 5_000, wholeMs: 5_000, maxBodyBytes: 4_096 };
  const send = (client: SafeClient, target: string, secrets: readonly string[]) => {
    const message = { id: 'm1', type: 'test', timestamp: '2027-01-01T00:00:00Z', data: {} };
    const kind = kinds['webhook'];
    const to = { feed: 'f', createdAt: message.timestamp, target, secrets };
    return kind?.send(message, to, toolsOf(client), AbortSignal.timeout(60_000));
  };

  test('goes to the address that was looked at: a name that leads elsewhere the second time is not followed there', async () => {
    await using receiver = await Receiver.open('0.0.0.0');
    receiver.secret = kinds['webhook']?.makeSecret?.() ?? '';
    const secrets = [receiver.secret];
    const named = `http://receiver.example:${receiver.port}/`;
    const resolve = leadingTo('127.0.0.2', '127.0.0.1', '127.0.0.2');
    const client = new SafeClient(false, resolve, isPublic, limits);
    expect(await send(client, named, secrets)).toEqual({ kind: 'done', status: 204 });
    const refused = { kind: 'again', reason: 'private address' };
    expect(await send(client, named, secrets)).toEqual(refused);
    // Addresses need no name: they are looked at as well.
    for (const host of ['127.0.0.1', '[::1]', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]']) {
      expect(await send(client, `http://${host}:${receiver.port}/`, secrets)).toEqual(refused);
    }
    // One private address among others is enough.
    const several: Resolve = (_host, done) =>
      done(null, [
        { address: '127.0.0.2', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    const both = new SafeClient(false, several, isPublic, limits);
    expect(await send(both, named, secrets)).toEqual(refused);
    expect(receiver.calls).toBe(1);
    receiver.manner = 'moved';
    expect(await send(client, named, secrets)).toMatchObject({
      kind: 'again',
      reason: 'answered 307, a redirect',
    });
    expect(receiver.calls).toBe(2);
    expect(await send(client, named, secrets)).toMatchObject({ reason: 'not reached' });
  });

  test('that was never sent is told from one whose answer is lost', async () => {
    await using receiver = await Receiver.open();
    const { signal } = new AbortController();
    const sent = (url: string) =>
      new SafeClient(true).send({ method: 'POST', url, headers: {}, body: 'x', signal });
    receiver.manner = 'down';
    await expect(sent(receiver.url)).rejects.toMatchObject({
      reason: 'not reached',
      mayHaveArrived: true,
    });
    expect(receiver.calls).toBe(1);
    // Nobody listens there.
    await expect(sent('http://127.0.0.1:1/')).rejects.toMatchObject({
      reason: 'not reached',
      mayHaveArrived: false,
    });
    const closing = new SafeClient(false).send({
      method: 'POST',
      url: receiver.url,
      headers: {},
      signal,
    });
    await expect(closing).rejects.toMatchObject({
      reason: 'private address',
      mayHaveArrived: false,
    });
  });

  test('is signed by each secret that is good, over TLS only where nobody can listen otherwise', async () => {
    await using receiver = await Receiver.open();
    const kind = kinds['webhook'];
    const secrets = [kind?.makeSecret?.() ?? '', kind?.makeSecret?.() ?? ''];
    for (const secret of secrets) {
      receiver.secret = secret;
      await send(new SafeClient(true), receiver.url, secrets);
    }
    expect(receiver.taken.map(({ signatures }) => signatures.length)).toEqual([2, 2]);
    expect(receiver.taken[0]).toMatchObject({ id: 'm1', type: 'test', data: {} });
    // No TLS there.
    const secure = receiver.url.replace('http:', 'https:');
    expect(await send(new SafeClient(true), secure, secrets)).toMatchObject({ kind: 'again' });
  });
});

test('a follower is asked for with every fault named at once, and its cure', () => {
  const faultsOf = (work: () => unknown) => {
    try {
      work();
    } catch (error) {
      if (error instanceof Refusal) {
        return error.faults.map(({ pointer, detail }) => `${pointer} ${detail}`);
      }
    }
    return [];
  };
  const added = (body: object) => faultsOf(() => parseNewFollower(body, closed));
  expect(added({ kind: 'fax' })).toEqual([
    expect.stringMatching(/^\/kind must be "webhook" or "mastodon"/),
  ]);
  const target = 'http://user:secret@127.0.0.1/#here';
  const all = added({ kind: 'webhook', target, filter: 'all', secret: 'x', more: 1 });
  expect(all.map((fault) => fault.split(' ')[0] ?? '').sort()).toEqual([
    '/filter',
    '/more',
    '/secret',
    '/target',
    '/target',
    '/target',
    '/target',
  ]);
  expect(all.join()).toContain('FOLLOWERS_ALLOW_PRIVATE');
  for (const private_ of ['https://localhost/', 'https://[::1]/', 'https://192.168.0.1/']) {
    expect(added({ kind: 'webhook', target: private_ })).toHaveLength(1);
  }
  expect(added({ kind: 'webhook', target: 'ftp://x' })).toHaveLength(1);
  expect(parseNewFollower({ kind: 'webhook', target: 'http://10.0.0.1/' }, open)).toMatchObject({
    target: 'http://10.0.0.1/',
    secret: expect.stringMatching(/^whsec_/),
  });
  const changed = (body: object) => faultsOf(() => parseFollowerChange(body, 'webhook', closed));
  expect(changed({})).toHaveLength(1);
  expect(changed({ state: 'x', target: 1, filter: 2, secret: 3 })).toHaveLength(4);
  const renewed = parseFollowerChange({ secret: 'new', filter: null }, 'webhook', closed);
  expect(renewed).toEqual({ secret: expect.stringMatching(/^whsec_/), filter: null });
});

test('waits double to a quarter of an hour, are spread, and a target may ask for up to an hour', () => {
  expect([1, 2, 5, 50].map((failures) => waitSeconds(failures, 0, 1))).toEqual([1, 2, 16, 900]);
  expect(waitSeconds(50, 0, 0)).toBe(450);
  expect([waitSeconds(1, 30, 0), waitSeconds(1, 99_999, 0)]).toEqual([30, 3_600]);
  const now = Date.parse('2027-01-01T00:00:00Z');
  expect(afterSecondsOf('Fri, 01 Jan 2027 00:00:30 GMT', now)).toBe(30);
  expect([afterSecondsOf('7', now), afterSecondsOf('soon', now)]).toEqual([7, undefined]);
});
