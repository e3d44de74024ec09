import { Seal } from '../../../src/mail/store/seal.ts';
import { call } from '../../call.ts';
import { linkIn, Mailbox } from '../../mail/mailbox.ts';
import { metricsByToken, TestServer } from '../../server.ts';
import { emptyFolder } from '../../services/databases.ts';
import { until } from '../../until.ts';

const publicUrl = 'https://live.example';
const ana = 'ana@example.org';

describe('mail of a feed', () => {
  const place = emptyFolder();
  let server: TestServer;
  let mailbox: Mailbox;

  beforeAll(async () => {
    mailbox = await Mailbox.open();
    const mail = {
      url: mailbox.url,
      from: 'news@live.example',
      key: 'a key of the tests',
      reportsToken: 'a-token-of-reports',
    };
    server = await TestServer.start(place, { publicUrl, mail, metrics: metricsByToken });
    await server.createFeed('storm', { title: 'Storm', lang: 'de', timezone: 'Europe/Berlin' });
    await server.createFeed('calm');
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await mailbox[Symbol.asyncDispose]();
    await place.drop();
  });

  const form = 'application/x-www-form-urlencoded';
  const post = (path: string, fields: Record<string, string> = {}, type = form) =>
    call(server.url, 'POST', path, new URLSearchParams(fields).toString(), {
      'content-type': type,
    });
  const get = (path: string) => call(server.url, 'GET', path);
  const state = async () => (await server.call('GET', '/api/v1/feeds/storm/mail')).json;

  test('is the newsroom’s to begin: until then there is no form, and admins of the feed alone may', async () => {
    expect((await get('/feeds/storm')).text).not.toContain('mail-address');
    expect((await get('/feeds/storm/subscribe')).status).toBe(404);
    expect((await post('/feeds/storm/subscribe', { address: ana, breaking: '1' })).status).toBe(
      404,
    );
    const path = '/api/v1/feeds/storm/mail';
    const { json: token } = await server.call('POST', '/api/v1/tokens', {
      name: 's',
      role: 'editor',
    });
    const editor = { authorization: `Bearer ${String(token['secret'])}` };
    for (const [method, where, body] of [
      ['GET', path, undefined],
      ['PUT', path, { on: true }],
      ['POST', '/api/v1/subscribers/erase', { address: ana }],
    ] as const) {
      expect((await call(server.url, method, where, body, editor)).status).toBe(403);
    }
    const bad = await server.call('PUT', path, { on: 'yes', x: 1 });
    expect([bad.status, bad.text]).toEqual([422, expect.stringMatching(/\/on[^]*\/x/)]);
    expect((await server.call('PUT', '/api/v1/feeds/nowhere/mail', { on: true })).status).toBe(404);
    expect(await state()).toMatchObject({ on: false, breaking: 0 });
    const on = await server.call('PUT', path, { on: true });
    expect(on.json).toMatchObject({ on: true, health: 'well', behind: 0, pending: 0 });
    expect((await server.call('PUT', path, { on: true })).status).toBe(200);
    await until(async () => (await get('/feeds/storm/subscribe')).status === 200, 'the form');
    // After a restore the log has another history: who lets readers subscribe lets it go on.
    const database = await place.open();
    const paused = { state: 'paused' as const, pause: 'history' };
    await database.db.updateTable('followers').set(paused).execute();
    await database.close();
    expect(await state()).toMatchObject({ on: true, health: 'paused' });
    expect((await server.call('PUT', path, { on: true })).json).toMatchObject({ health: 'well' });
    const page = (await get('/feeds/storm')).text;
    expect(page).toContain('<label for="mail-address">Ihre E-Mail-Adresse</label>');
    expect(page).toContain('action="../feeds/storm/subscribe"');
    expect((await get('/feeds/calm/subscribe')).status).toBe(404);
    // It is no follower that calls could change.
    expect((await server.call('GET', '/api/v1/feeds/storm/followers')).json['followers']).toEqual(
      [],
    );
    const audit = (await server.call('GET', '/api/v1/audit?feed=storm')).text;
    expect(audit.match(/add follower/g)).toHaveLength(1);
  });

  test('a form with faults names each at its field, in the feed’s language, and asks nobody', async () => {
    const bad = { address: 'ana\r\nBcc: b@example.org', daily: '1', hour: '24', zone: 'Mars/X' };
    const answer = await post('/feeds/storm/subscribe', bad);
    expect(answer.status).toBe(422);
    for (const field of ['address', 'hour', 'zone']) {
      expect(answer.text).toMatch(new RegExp(`aria-describedby="mail-${field}-fault"`));
      expect(answer.text).toMatch(new RegExp(`id="mail-${field}-fault">(W|S)[^<]+\\.<`));
    }
    const nothing = await post('/feeds/storm/subscribe', { address: '"><script>' });
    expect(nothing.text).toContain('Wählen Sie mindestens eines.');
    expect(nothing.text).toContain('value="&#34;&#62;&#60;script&#62;"');
    const json = await post('/feeds/storm/subscribe', {}, 'application/json');
    expect([json.status, json.json['code']]).toEqual([415, 'unsupported_type']);
    const long = await post('/feeds/storm/subscribe', { address: 'a'.repeat(5_000) });
    expect(long.status).toBe(413);
    expect(await state()).toMatchObject({ pending: 0, waiting: 0 });
    expect(mailbox.tries).toBe(0);
  });

  test('begins when the address confirms it by a button, and ends by one click; no answer tells who gets it', async () => {
    const asked = { address: ana, breaking: '1', daily: '1', hour: '7', zone: 'Asia/Tokyo' };
    const first = await post('/feeds/storm/subscribe', asked);
    expect(first.status).toBe(200);
    expect(first.headers.get('cache-control')).toBe('private, no-store');
    await until(() => mailbox.to(ana).length === 1, 'the mail to confirm');
    const [letter] = mailbox.splice();
    if (letter === undefined) throw new Error('It has come.');
    expect(letter.subject).toBe('Bitte bestätigen: Storm per E-Mail');
    const path = linkIn(letter).replace(publicUrl, '');
    // A program that looks through mails opens links.
    for (let n = 0; n < 2; n += 1) {
      const page = await get(path);
      expect(page.text).toContain('„Storm“ von jetzt an erhalten?');
      expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    }
    expect(await state()).toMatchObject({ pending: 2, breaking: 0 });
    expect((await post(path)).text).toContain('Sie erhalten „Storm“ per E-Mail.');
    expect(await state()).toMatchObject({ pending: 0, breaking: 1, daily: 1 });
    const known = await post('/feeds/storm/subscribe', asked);
    expect([known.status, known.text]).toEqual([first.status, first.text]);

    await server.publish('storm', { headline: 'Tore zu', body: '**Alle** vier.', breaking: true });
    await until(() => mailbox.to(ana).length === 1, 'the news');
    const [news] = mailbox.splice();
    expect([news?.subject, news?.text]).toEqual([
      'Eilmeldung: Tore zu',
      expect.stringContaining('Alle vier.'),
    ]);
    expect(news?.html).toContain('<strong>Alle</strong> vier.');
    const stop = (news?.unsubscribe ?? '').replace(publicUrl, '');
    expect((await get(stop)).text).toContain('Nichts mehr von „Storm“ senden?');
    expect(await state()).toMatchObject({ breaking: 1 });
    expect((await post(stop, { 'List-Unsubscribe': 'One-Click' })).status).toBe(200);
    expect(await state()).toMatchObject({ breaking: 0, daily: 1, ended: 1 });
    expect((await post(stop)).status).toBe(200);
    await server.publish('storm', { headline: 'Tore auf', breaking: true });
    await until(async () => (await state())['behind'] === 0, 'nobody to be told');
    expect(mailbox.mails).toEqual([]);
    for (const wrong of ['/subscriptions/x', '/subscriptions/x/unsubscribe', `${path}x`]) {
      expect([(await get(wrong)).status, (await post(wrong)).status]).toEqual([410, 410]);
    }
  });

  test('a digest comes at another hour by the page behind its link; what cannot be used changes nothing', async () => {
    const database = await place.open();
    const daily = () =>
      database.db
        .selectFrom('subscriptions')
        .select(['id', 'hour', 'zone', 'due_at'])
        .where('list', '=', 'daily')
        .executeTakeFirstOrThrow();
    const before = await daily();
    const { id } = before;
    const path = `/subscriptions/${new Seal('a key of the tests').token('unsubscribe', id)}`;
    const page = (await get(`${path}/unsubscribe`)).text;
    expect(page).toContain('Oder zu einer anderen Stunde erhalten');
    expect(page).toMatch(/<option value="7" selected[^>]*>07:00<[^]*selected[^>]*>Asia\/Tokyo</);
    const bad = await post(`${path}/hour`, { hour: '24', zone: 'Mars/X' });
    expect(bad.status).toBe(422);
    expect(bad.text).toMatch(/id="mail-hour-fault"[^]*id="mail-zone-fault"/);
    expect((await post('/subscriptions/x/hour', { hour: '9', zone: 'UTC' })).status).toBe(410);
    expect(await daily()).toEqual(before);
    const good = await post(`${path}/hour`, { hour: '9', zone: 'Europe/Berlin' });
    expect([good.status, good.text]).toEqual([
      200,
      expect.stringContaining('kommt von jetzt an um 09:00 (Europe/Berlin)'),
    ]);
    const after = await daily();
    expect(after).toMatchObject({ hour: 9, zone: 'Europe/Berlin' });
    const inBerlin = { timeZone: 'Europe/Berlin', timeStyle: 'short' } as const;
    expect(new Date(after.due_at ?? '').toLocaleTimeString('en-GB', inBerlin)).toBe('09:00');
    await database.close();
  });

  test('a provider’s report ends what an address gets; no answer tells whether there was anything', async () => {
    const path = '/api/v1/mail/reports/a-token-of-reports';
    const report = (where: string, body: unknown) => call(server.url, 'POST', where, body);
    const bad = await report(path, { address: 'ana', kind: 'x', more: 1 });
    expect([bad.status, bad.text]).toEqual([
      422,
      expect.stringMatching(/\/address[^]*\/kind[^]*\/more/),
    ]);
    const good = { address: ana, kind: 'bounce' };
    for (const wrong of ['x', 'a-token-of-reportz', 'undefined']) {
      const refused = await report(`/api/v1/mail/reports/${wrong}`, good);
      expect([refused.status, refused.json['code']]).toEqual([401, 'not_signed_in']);
    }
    expect(await state()).toMatchObject({ daily: 1, ended: 1 });
    const unknown = await report(path, { address: 'eve@example.org', kind: 'complaint' });
    const known = await report(path, good);
    expect([unknown.status, unknown.text]).toEqual([204, '']);
    expect([known.status, known.text]).toEqual([204, '']);
    expect(known.headers.get('cache-control')).toBe('private, no-store');
    expect(await state()).toMatchObject({ daily: 0, ended: 2 });
    const { text } = await server.call('GET', '/metrics');
    expect(text).toContain('dateline_mail_reports_total{kind="bounce"} 1');
    expect(text).toContain('dateline_mail_reports_total{kind="complaint"} 1');
    expect(text).toMatch(/dateline_mail_attempts_total\{outcome="sent"\} [2-9]/);
    for (const name of ['waiting', 'oldest_seconds', 'refused']) {
      expect(text).toContain(`dateline_mail_${name} 0`);
    }
  });

  test('an address is forgotten when an admin asks for it, and is in no answer and no audit', async () => {
    const erase = '/api/v1/subscribers/erase';
    const bad = await server.call('POST', erase, { address: 'ana' });
    expect([bad.status, bad.text]).toEqual([422, expect.stringContaining('/address')]);
    expect((await server.call('POST', erase, { address: ana })).json).toEqual({ erased: true });
    expect((await server.call('POST', erase, { address: ana })).json).toEqual({ erased: false });
    expect(await state()).toMatchObject({ breaking: 0, daily: 0, ended: 0 });
    const audit = (await server.call('GET', '/api/v1/audit')).text;
    expect(audit).toContain('erase subscriber');
    expect(audit).not.toContain('example.org');
  });

  test('one client asks ten times an hour; what is off is offered to nobody and sent to nobody', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 9; n += 1) {
      const fields = { address: `n${n}@example.org`, breaking: '1' };
      statuses.push((await post('/feeds/storm/subscribe', fields)).status);
    }
    // Two were used above; what is faulty is not counted.
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 200, 200, 429]);
    await server.call('PUT', '/api/v1/feeds/storm/mail', { on: false });
    await until(async () => (await get('/feeds/storm/subscribe')).status === 404, 'the end');
    await until(async () => !(await get('/feeds/storm')).text.includes('mail-address'), 'the page');
    expect(await state()).toMatchObject({ on: false });
  });
});
