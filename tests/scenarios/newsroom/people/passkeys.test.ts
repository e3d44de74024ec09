import { call, type Answer } from '../../../call.ts';
import { TestServer } from '../../../server.ts';
import { emptyFolder } from '../../../services/databases.ts';
import { Device } from './device.ts';

const password = 'nine grey herons at the pier';
const home = 'https://live.example';

describe('passkeys', () => {
  const place = emptyFolder();
  let server: TestServer;
  let count = 0;

  beforeAll(async () => {
    server = await TestServer.start(place, { publicUrl: home, trustProxy: ['loopback'] });
  });

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  const cookieOf = ({ headers }: Answer) => headers.get('set-cookie')?.split(';')[0] ?? '';
  const told = ({ status, json }: Answer) => [status, json['code']];
  const challengeIn = ({ json }: Answer) => String(json['challenge']);

  async function join() {
    const name = `Person ${(count += 1)}`;
    const invited = await server.call('POST', '/api/v1/invitations', { role: 'editor' });
    const code = String(invited.json['url']).split('=')[1] ?? '';
    const accept = { name, password };
    const answer = await call(server.url, 'POST', `/api/v1/invitations/${code}`, accept);
    const session = { cookie: cookieOf(answer), origin: home };
    const own = (method: string, path: string, body?: unknown) =>
      call(server.url, method, `/api/v1/session/passkeys${path}`, body, session);
    const asked = async () => challengeIn(await own('POST', '/challenge', { password }));
    return { name, id: String(answer.json['id']), own, asked };
  }

  async function joinWithDevice() {
    const person = await join();
    const device = new Device(home);
    const response = device.make({ challenge: await person.asked() });
    const added = await person.own('POST', '', { name: 'Phone', response });
    expect([added.status, added.json['name']]).toEqual([201, 'Phone']);
    return { ...person, device };
  }

  const challenge = async () =>
    challengeIn(await call(server.url, 'POST', '/api/v1/session/challenge', {}));
  // Each from an address of its own, so that the count of wrong keys is no reason.
  const signIn = (passkey: object) =>
    call(
      server.url,
      'POST',
      '/api/v1/session',
      { passkey },
      { 'x-forwarded-for': `192.0.2.${(count += 1)}` },
    );

  test('what signs in is bound to this site, to a challenge of its own, to its person and to a finger, face or PIN', async () => {
    const { name, id, device } = await joinWithDevice();
    const right = async () => ({ challenge: await challenge() });
    const open = await signIn(device.sign(await right(), id));
    expect([open.status, open.json['name'], cookieOf(open) === '']).toEqual([200, name, false]);
    const wrong = {
      'another page': device.sign({ ...(await right()), origin: 'https://evil.example' }),
      'another site': device.sign({ ...(await right()), rpId: 'evil.example' }),
      'nobody looked at': device.sign({ ...(await right()), knows: false }),
      'a made up challenge': device.sign({ challenge: 'bWFkZSB1cA' }),
      'somebody else': device.sign(await right(), 'another person'),
      'an unknown device': new Device(home).sign(await right(), id),
      'another key': {
        ...new Device(home).sign(await right(), id),
        id: device.id.toString('base64url'),
        rawId: device.id.toString('base64url'),
      },
    };
    for (const [what, answer] of Object.entries(wrong)) {
      const refused = await signIn(answer);
      expect([what, ...told(refused), cookieOf(refused)]).toEqual([what, 401, 'not_signed_in', '']);
    }
    expect((await signIn(device.sign(await right()))).status).toBe(200);
  });

  test('an answer opens once, however often it is sent, and a device that counts backwards is refused', async () => {
    const { device, name } = await joinWithDevice();
    const answer = device.sign({ challenge: await challenge(), counter: 5 });
    const all = await Promise.all(Array.from({ length: 4 }, () => signIn(answer)));
    expect(all.map(({ status }) => `${status}`).toSorted()).toEqual(['200', '401', '401', '401']);
    const copied = device.sign({ challenge: await challenge(), counter: 5 });
    expect(told(await signIn(copied))).toEqual([401, 'not_signed_in']);
    const { json } = await server.call('GET', '/api/v1/audit?limit=1');
    expect(json['acts']).toMatchObject([
      { name, action: 'refuse passkey', about: `${name}, Phone`, address: expect.any(String) },
    ]);
    expect((await signIn(device.sign({ challenge: await challenge(), counter: 6 }))).status).toBe(
      200,
    );
  });

  test('a passkey is added with the password again, to the person who was asked, once', async () => {
    const [one, other] = [await join(), await join()];
    const begun = await one.own('POST', '/challenge', { password: 'wrong' });
    expect(told(begun)).toEqual([403, 'wrong_password']);
    const device = new Device(home);
    const mine = device.make({ challenge: await one.asked() });
    expect(told(await other.own('POST', '', { name: 'Theirs', response: mine }))).toEqual([
      422,
      'invalid_input',
    ]);
    const ofSignIn = device.make({ challenge: await challenge() });
    expect(told(await one.own('POST', '', { name: 'x', response: ofSignIn }))).toEqual([
      422,
      'invalid_input',
    ]);
    const elsewhere = device.make({ challenge: await one.asked(), origin: 'https://evil.example' });
    expect(told(await one.own('POST', '', { name: 'x', response: elsewhere }))).toEqual([
      422,
      'invalid_input',
    ]);
    const blank = await one.own('POST', '', { name: ' ', response: { id: '=' }, more: 1 });
    expect((blank.json['errors'] as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/name', '/response/id', '/response/response', '/more']),
    );
    expect((await one.own('GET', '')).json).toEqual({ passkeys: [] });
    expect((await one.own('POST', '', { name: 'Mine', response: mine })).status).toBe(201);
    const again = device.make({ challenge: await other.asked() });
    expect(told(await other.own('POST', '', { name: 'Mine', response: again }))).toEqual([
      409,
      'passkey_taken',
    ]);
  });

  test('a removed passkey opens nothing: by its person alone, or by an admin', async () => {
    const [one, other] = [await joinWithDevice(), await joinWithDevice()];
    const path = `/${one.device.id.toString('base64url')}`;
    expect((await other.own('DELETE', path)).status).toBe(404);
    expect((await one.own('DELETE', path)).status).toBe(204);
    expect((await signIn(one.device.sign({ challenge: await challenge() }))).status).toBe(401);
    const all = `/api/v1/people/${other.id}/passkeys`;
    const listed = async () => (await server.call('GET', '/api/v1/people')).json['people'];
    const row = (passkeys: number) => ({ id: other.id, secondFactor: false, passkeys });
    expect(await listed()).toContainEqual(expect.objectContaining(row(1)));
    expect((await other.own('GET', '')).status).toBe(200);
    expect((await server.call('DELETE', all)).status).toBe(204);
    expect(await listed()).toContainEqual(expect.objectContaining(row(0)));
    // Whoever has found the device may be signed in by it.
    expect((await other.own('GET', '')).status).toBe(401);
    expect((await server.call('DELETE', all)).status).toBe(404);
    expect((await signIn(other.device.sign({ challenge: await challenge() }))).status).toBe(401);
    const { json } = await server.call('GET', '/api/v1/audit?limit=2&action=remove passkey');
    expect(json['acts']).toMatchObject([
      { name: 'admin', about: `${other.name}, Phone` },
      { name: one.name, about: `${one.name}, Phone` },
    ]);
  });

  test('a server without a public address has passkeys on https and localhost alone, and says so', async () => {
    const other = emptyFolder();
    await using plain = await TestServer.start(other, { trustProxy: ['loopback'] });
    const ask = async (host: string, proto: string) => {
      const url = `http://${host}:${plain.running.port}`;
      const answer = await call(
        url,
        'POST',
        '/api/v1/session/challenge',
        {},
        { 'x-forwarded-proto': proto },
      );
      return [answer.status, answer.json['code'] ?? answer.json['rpId']];
    };
    expect(await ask('127.0.0.1', 'http')).toEqual([403, 'no_passkeys_here']);
    expect(await ask('127.0.0.1', 'https')).toEqual([200, '127.0.0.1']);
    expect(await ask('localhost', 'http')).toEqual([200, 'localhost']);
    await other.drop();
  });
});
