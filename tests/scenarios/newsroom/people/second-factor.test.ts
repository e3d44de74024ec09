import { codeIn } from '../../../codes-app.ts';
import { call, type Answer } from '../../../call.ts';
import { openNewsroom } from '../newsroom-room.ts';

const password = 'nine grey herons at the pier';

describe('the second factor', () => {
  const room = openNewsroom();
  let count = 0;

  async function join(role = 'editor') {
    const name = `Person ${(count += 1)}`;
    const invited = await room.server.call('POST', '/api/v1/invitations', { role });
    const code = String(invited.json['url']).split('=')[1] ?? '';
    const answer = await call(room.server.url, 'POST', `/api/v1/invitations/${code}`, {
      name,
      password,
    });
    const cookie = cookieOf(answer);
    const own = (method: string, path: string, body?: unknown) =>
      call(room.server.url, method, `/api/v1/session${path}`, body, {
        cookie,
        origin: room.server.url,
      });
    return { name, id: String(answer.json['id']), own };
  }

  /** With the app set up: a code of it, and the recovery codes. */
  async function joinWithApp(role?: string) {
    const person = await join(role);
    const begun = await person.own('POST', '/second-factor', { password });
    const secret = String(begun.json['secret']);
    expect(begun.json['uri']).toBe(
      `otpauth://totp/${encodeURIComponent(`Dateline:${person.name}`)}?secret=${secret}&issuer=Dateline`,
    );
    // The code of the next step: taken now and, if a step ends meanwhile, a moment later too.
    const app = () => codeIn(1, secret);
    const on = await person.own('PUT', '/second-factor', { code: codeIn(0, secret) });
    expect(on.status).toBe(200);
    const recovery = on.json['recoveryCodes'] as readonly string[];
    return { ...person, app, secret, recovery };
  }

  const cookieOf = ({ headers }: Answer) => headers.get('set-cookie')?.split(';')[0] ?? '';
  const signIn = (body: object, from = '192.0.2.1') =>
    call(room.server.url, 'POST', '/api/v1/session', body, { 'x-forwarded-for': from });
  const told = ({ status, json }: Answer) => [status, json['code']];

  test('is asked for after a right password alone, and each code opens once', async () => {
    const { name, app } = await joinWithApp();
    const wrong = await signIn({ name, password: 'wrong', code: app() });
    expect([...told(wrong), cookieOf(wrong)]).toEqual([401, 'not_signed_in', '']);
    const asked = await signIn({ name, password });
    expect([...told(asked), cookieOf(asked)]).toEqual([401, 'code_required', '']);
    const code = app();
    const open = await signIn({ name, password, code: `${code.slice(0, 3)} ${code.slice(3)}` });
    expect([open.status, open.json['name']]).toEqual([200, name]);
    expect(told(await signIn({ name, password, code }))).toEqual([401, 'wrong_code']);
  });

  test('ten recovery codes open once each, and others take their place', async () => {
    const { name, app, recovery, own } = await joinWithApp();
    expect(new Set(recovery).size).toBe(10);
    const [first = '', second = ''] = recovery;
    expect((await signIn({ name, password, code: first })).status).toBe(200);
    expect(told(await signIn({ name, password, code: first }))).toEqual([401, 'wrong_code']);
    expect((await own('GET', '/second-factor')).json).toEqual({ on: true, recoveryCodesLeft: 9 });
    const path = '/second-factor/recovery-codes';
    expect(told(await own('POST', path, { password: 'wrong', code: app() }))).toEqual([
      403,
      'wrong_password',
    ]);
    const renewed = await own('POST', path, { password, code: app() });
    expect(told(await signIn({ name, password, code: second }))).toEqual([401, 'wrong_code']);
    const [third] = renewed.json['recoveryCodes'] as readonly string[];
    expect((await signIn({ name, password, code: third })).status).toBe(200);
  });

  test('at an open desk, nobody sets one up or removes it without the password and a code', async () => {
    const person = await join();
    expect(told(await person.own('POST', '/second-factor', { password: 'wrong' }))).toEqual([
      403,
      'wrong_password',
    ]);
    expect(told(await person.own('PUT', '/second-factor', { code: '000000' }))).toEqual([
      404,
      'not_found',
    ]);
    const { name, own, app, secret } = await joinWithApp();
    expect(told(await own('POST', '/second-factor', { password }))).toEqual([
      409,
      'second_factor_on',
    ]);
    expect(told(await own('DELETE', '/second-factor', { password, code: '0' }))).toEqual([
      401,
      'wrong_code',
    ]);
    expect(told(await own('DELETE', '/second-factor', { password: 'wrong', code: app() }))).toEqual(
      [403, 'wrong_password'],
    );
    expect((await own('GET', '/second-factor')).text).not.toContain(secret);
    expect((await own('GET', '/second-factor')).json['on']).toBe(true);
    expect((await own('DELETE', '/second-factor', { password, code: app() })).status).toBe(204);
    expect((await signIn({ name, password })).status).toBe(200);
  });

  test('an admin takes it off a person who lost it, and an editor does not', async () => {
    const { name, id, own } = await joinWithApp();
    const editor = await join();
    const path = `/api/v1/people/${id}/second-factor`;
    const session = { cookie: '', origin: room.server.url };
    expect((await call(room.server.url, 'DELETE', path, undefined, session)).status).toBe(401);
    expect((await editor.own('DELETE', `/../people/${id}/second-factor`)).status).toBe(403);
    expect(told(await signIn({ name, password }))).toEqual([401, 'code_required']);
    const row = async () => {
      const { json } = await room.server.call('GET', '/api/v1/people');
      return (json['people'] as { id: string }[]).find((one) => one.id === id);
    };
    expect(await row()).toMatchObject({ secondFactor: true, passkeys: 0 });
    expect((await room.server.call('DELETE', path)).status).toBe(204);
    expect(await row()).toMatchObject({ secondFactor: false });
    // Whoever has found the device may be signed in by it.
    expect((await own('GET', '/second-factor')).status).toBe(401);
    expect((await signIn({ name, password })).status).toBe(200);
    expect((await room.server.call('DELETE', path)).status).toBe(404);
    const { json } = await room.server.call(
      'GET',
      '/api/v1/audit?limit=2&action=remove second factor',
    );
    expect(json['acts']).toMatchObject([{ name: 'admin', about: name }, {}]);
  });

  test('who has neither account nor password has none: ADMIN_TOKEN and the first link sign in as they did', async () => {
    const { server } = room;
    expect((await server.call('GET', '/api/v1/session/second-factor')).json['on']).toBe(false);
    const begun = await server.call('POST', '/api/v1/session/second-factor', { password });
    expect(told(begun)).toEqual([403, 'not_allowed']);
  });

  test('who guesses codes with the right password is stopped, from however many addresses', async () => {
    const { name, app, recovery } = await joinWithApp();
    const answers = [];
    for (const last of [1, 2, 3, 4, 5, 6]) {
      answers.push(await signIn({ name, password, code: '12345' }, `198.51.100.${last}`));
    }
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429]);
    const right = await signIn({ name, password, code: app() }, '203.0.113.1');
    expect([right.status, right.headers.has('retry-after')]).toEqual([429, true]);
    expect((await signIn({ name, password, code: recovery[0] }, '203.0.113.1')).status).toBe(200);
  });
});
