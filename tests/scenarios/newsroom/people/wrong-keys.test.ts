import { adminToken, call } from '../../../call.ts';
import { TestServer } from '../../../server.ts';
import { emptyFolder } from '../../../services/databases.ts';
import { serviceUrl } from '../../../services/service-url.ts';
import { startRedis } from '../../../services/redis.ts';

const from = (address: string) => ({ 'x-forwarded-for': address });

const signIn = (url: string, token: string, headers: Record<string, string> = {}) =>
  call(url, 'POST', '/api/v1/session', { token }, headers);
const bearer = (url: string, token: string, headers: Record<string, string> = {}) =>
  call(url, 'GET', '/api/v1/feeds', undefined, { authorization: `Bearer ${token}`, ...headers });

type Way = typeof signIn;

/** The statuses of so many wrong keys, one after the other. */
async function guess(way: Way, url: string, count: number, headers: Record<string, string> = {}) {
  const statuses: number[] = [];
  for (let n = 0; n < count; n += 1) {
    statuses.push((await way(url, `guess-${n}-of-a-token`, headers)).status);
  }
  return statuses;
}

const twentyFree = (count: number) => Array.from({ length: count }, (_, n) => (n < 20 ? 401 : 429));

describe('guessing a key', () => {
  const place = emptyFolder();
  let server: TestServer;

  beforeAll(async () => {
    server = await TestServer.start(place, { trustProxy: ['loopback'] });
  });

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  test.each([
    ['at the sign-in', signIn, '192.0.2.1'],
    ['as a bearer token', bearer, '192.0.2.2'],
  ])('%s is stopped after twenty, with the time to come back (S4)', async (_name, way, address) => {
    expect(await guess(way, server.url, 25, from(address))).toEqual(twentyFree(25));
    const refused = await way(server.url, 'one-more-of-a-token', from(address));
    expect(refused.json).toMatchObject({ status: 429, code: 'too_many_requests' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('cache-control')).toContain('no-store');
  });

  test('counts for both ways together (S4)', async () => {
    await guess(signIn, server.url, 20, from('192.0.2.3'));
    expect((await bearer(server.url, 'wrong-in-the-header', from('192.0.2.3'))).status).toBe(429);
  });

  test('hits only who guesses: not others behind the proxy, nor a right key from the same address (S5)', async () => {
    const guesser = from('192.0.2.4');
    await guess(signIn, server.url, 30, guesser);
    expect((await signIn(server.url, 'a-first-wrong-key', from('192.0.2.5'))).status).toBe(401);
    const signedIn = await signIn(server.url, adminToken, guesser);
    expect(signedIn.status).toBe(200);
    expect((await bearer(server.url, adminToken, guesser)).status).toBe(200);
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const withSession = { cookie, ...guesser };
    expect((await call(server.url, 'GET', '/api/v1/feeds', undefined, withSession)).status).toBe(
      200,
    );
    // And goes on to be stopped.
    expect((await signIn(server.url, 'wrong-once-again', guesser)).status).toBe(429);
  });

  test('is not hidden by addresses of one’s own making (S5)', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 25; n += 1) {
      const headers = from(`10.0.0.${n}, 192.0.2.6`);
      statuses.push((await bearer(server.url, `guess-${n}-of-a-token`, headers)).status);
    }
    expect(statuses).toEqual(twentyFree(25));
  });
});

test('keys that are guessed at two instances count together, in Redis (S4)', async () => {
  const [here, there] = [emptyFolder(), emptyFolder()];
  const redisUrl = serviceUrl('TEST_REDIS_URL');
  await using first = await TestServer.start(here, { redisUrl, trustProxy: ['loopback'] });
  await using second = await TestServer.start(there, { redisUrl, trustProxy: ['loopback'] });
  const address = from(
    `2001:db8:${(Date.now() % 65_536).toString(16)}:${process.pid.toString(16).slice(-4)}::1`,
  );
  await guess(bearer, first.url, 12, address);
  const statuses = await guess(bearer, second.url, 12, address);
  expect(statuses.filter((status) => status === 401).length).toBe(8);
  expect(statuses.at(-1)).toBe(429);
  await here.drop();
  await there.drop();
});

test('without Redis, and with one that hangs, each instance counts for itself, and keys go on to work (S4)', async () => {
  const place = emptyFolder();
  const redis = await startRedis();
  await using server = await TestServer.start(place, { redisUrl: redis.url });
  redis.freeze();
  // On a busy machine this takes longer than the 15 s after which another guess is free.
  const statuses = await guess(signIn, server.url, 24);
  expect(statuses.slice(0, 20)).toEqual(twentyFree(20));
  expect(statuses).toContain(429);
  redis.thaw();
  await redis.stop();
  expect(await guess(signIn, server.url, 24)).toContain(429);
  expect((await signIn(server.url, adminToken)).status).toBe(200);
  await place.drop();
});
