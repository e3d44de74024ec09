import { randomUUID } from 'node:crypto';
import { call } from '../../../call.ts';
import { signedBySlack, signingSecret } from '../../../slack-call.ts';
import { until } from '../../../until.ts';
import { LiveRoom } from './live-room.ts';

const channel = 'C024BE91L';

interface Made {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
}

describe('messages of a chat, on two instances', () => {
  const room = new LiveRoom();

  async function hook(more: object): Promise<Made> {
    const body = { name: 'Newsdesk chat', feed: room.feed, role: 'editor', ...more };
    const { status, json, text } = await room.one.call('POST', '/api/v1/hooks', body);
    if (status !== 201) throw new Error(`making a hook answered ${status}: ${text}`);
    return json as unknown as Made;
  }

  const slackHook = (more: object = {}) =>
    hook({ kind: 'slack', chat: channel, secret: signingSecret, ...more });

  /** The path of a hook, at one of the instances. */
  const pathOf = ({ url }: Made) => new URL(url).pathname;

  function slack(made: Made, event: object, id: string = `Ev${randomUUID()}`, at = room.one) {
    const message = { type: 'message', channel, user: 'U1', ...event };
    const body = JSON.stringify({ type: 'event_callback', event_id: id, event: message });
    return call(at.url, 'POST', pathOf(made), body, signedBySlack(body));
  }

  async function items(): Promise<readonly Record<string, unknown>[]> {
    const { json } = await call(room.one.url, 'GET', `/api/v1/feeds/${room.feed}/items`);
    return json['items'] as Record<string, unknown>[];
  }

  /** What readers have, when the instance that is asked has heard of it. */
  async function itemsAt(rev: number): Promise<readonly Record<string, unknown>[]> {
    const isThere = async () => (await items()).some((item) => item['rev'] === rev);
    await until(isThere, `the item at revision ${rev}`);
    return items();
  }

  async function drafts(): Promise<readonly Record<string, unknown>[]> {
    const { json } = await room.one.call('GET', `/api/v1/feeds/${room.feed}/drafts`);
    return json['items'] as Record<string, unknown>[];
  }

  async function acts(): Promise<readonly string[]> {
    const { json } = await room.one.call('GET', `/api/v1/audit?feed=${room.feed}`);
    return (json['acts'] as { action: string; name: string }[]).map(
      ({ action, name }) => `${name}: ${action}`,
    );
  }

  test('a message is published once at whichever instance it comes, follows its edits, and stays when it is deleted', async () => {
    const made = await slackHook({ names: { U1: 'Ana Ruiz' } });
    const said = { ts: '17.1', text: 'All *four* gates: <https://a.example|report>' };
    // Sent again, at both instances at once: Slack does so when an answer is late.
    const answers = await Promise.all([
      slack(made, said, 'Ev1', room.one),
      slack(made, said, 'Ev1', room.two),
      slack(made, said, 'Ev2', room.two),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const [item, ...more] = await itemsAt(1);
    expect(more).toEqual([]);
    expect(item).toMatchObject({ rev: 1, bylines: ['Ana Ruiz'] });
    expect(JSON.stringify(item)).not.toContain('externalId');
    const path = `/api/v1/feeds/${room.feed}/items/${String(item?.['id'])}`;
    const source = async () => (await room.one.call('GET', `${path}/source`)).json;
    expect(await source()).toMatchObject({
      markdown: 'All **four** gates: [report](https://a.example)',
      externalId: `slack/${made.id}/17.1`,
    });

    const edit = (text: string) => ({
      subtype: 'message_changed',
      message: { ts: '17.1', text, user: 'U1' },
      previous_message: { text: 'before' },
    });
    await slack(made, edit('All *three* gates'), 'Ev3', room.two);
    await slack(made, edit('All *three* gates'), 'Ev3', room.one);
    expect(await source()).toMatchObject({ rev: 2, markdown: 'All **three** gates' });
    await slack(made, edit('Two gates'), 'Ev4');
    expect(await source()).toMatchObject({ rev: 3, markdown: 'Two gates' });
    // From here on it is somebody else's.
    const body = { kind: 'edit', body: 'Two gates, says the port.' };
    await room.one.call('PATCH', path, body, { 'if-match': '"3"' });
    expect((await slack(made, edit('One gate'), 'Ev5')).status).toBe(200);
    expect(await source()).toMatchObject({ rev: 4, markdown: 'Two gates, says the port.' });
    const gone = { subtype: 'message_deleted', deleted_ts: '17.1' };
    expect((await slack(made, gone, 'Ev6')).status).toBe(200);
    expect(await itemsAt(4)).toHaveLength(1);
    expect((await acts()).slice(0, 4)).toEqual([
      'Newsdesk chat: leave chat deletion',
      'Newsdesk chat: leave chat edit',
      'admin: edit',
      'Newsdesk chat: edit',
    ]);
  });

  test('of a reporter’s hook is a draft in the queue, which a deletion takes away', async () => {
    const made = await slackHook({ role: 'reporter' });
    await slack(made, { ts: '18.1', text: 'Heard at the port' });
    await slack(made, { ts: '18.2', text: 'Seen at the port' });
    expect(await items()).toEqual([]);
    const [second, first] = await drafts();
    expect([first, second]).toMatchObject([
      { state: 'submitted', markdown: 'Heard at the port', author: 'Newsdesk chat' },
      { state: 'submitted', markdown: 'Seen at the port' },
    ]);
    const message = { ts: '18.1', text: 'Heard at the _north_ port' };
    await slack(made, { subtype: 'message_changed', message }, 'Ev1', room.two);
    const changed = (await drafts()).find(({ id }) => id === first?.['id']);
    expect(changed).toMatchObject({ state: 'submitted', markdown: 'Heard at the *north* port' });
    await slack(made, { subtype: 'message_deleted', deleted_ts: '18.1' }, 'Ev2', room.two);
    expect((await drafts()).map(({ id }) => id)).toEqual([second?.['id']]);
    // Sent again by another name, it is not made again: somebody has decided.
    expect((await slack(made, { ts: '18.1', text: 'Heard at the port' })).status).toBe(200);
    expect(await drafts()).toHaveLength(1);
    // An editor has taken the other one over: it stays.
    const path = `/api/v1/feeds/${room.feed}/items/${String(second?.['id'])}`;
    await room.one.call('PATCH', path, { body: 'Seen, says the port.' }, { 'if-match': '"2"' });
    await slack(made, { subtype: 'message_deleted', deleted_ts: '18.2' });
    expect(await drafts()).toMatchObject([{ markdown: 'Seen, says the port.' }]);
  });

  test('Telegram proves itself by its secret token; other chats and a hook that is removed write nothing', async () => {
    const made = await hook({ kind: 'telegram', chat: '-1001', ownNames: true });
    const update = (id: number, chat: number, at = room.one, secret = made.secret) =>
      call(
        at.url,
        'POST',
        pathOf(made),
        {
          update_id: id,
          message: {
            message_id: 5,
            chat: { id: chat },
            from: { id: 7, first_name: 'Bea' },
            text: 'Four gates',
            entities: [{ type: 'bold', offset: 0, length: 4 }],
          },
        },
        { 'x-telegram-bot-api-secret-token': secret },
      );
    expect((await update(1, -1001, room.one, 'guess')).status).toBe(401);
    expect((await update(2, 7)).status).toBe(200);
    expect(await items()).toEqual([]);
    await Promise.all([update(3, -1001), update(3, -1001, room.two)]);
    expect(await itemsAt(1)).toMatchObject([{ rev: 1, bylines: ['Bea'] }]);
    const { json } = await room.one.call('GET', '/api/v1/hooks');
    const listed = (json['hooks'] as { id: string }[]).find(({ id }) => id === made.id);
    expect(listed).toMatchObject({
      name: 'Newsdesk chat',
      by: 'admin',
      usedAt: expect.any(String),
    });
    expect(JSON.stringify(json)).not.toContain(made.secret);
    expect(JSON.stringify(json)).not.toContain(signingSecret);
    const path = `/api/v1/hooks/${made.id}`;
    expect((await room.one.call('DELETE', path)).status).toBe(204);
    expect((await room.one.call('DELETE', path)).status).toBe(404);
    expect((await update(4, -1001)).status).toBe(401);
    expect(await items()).toHaveLength(1);
  });

  test('a hook is made by who manages people, with every fault named at once', async () => {
    const bad = {
      kind: 'slack',
      name: '',
      feed: 'no feed',
      role: 'admin',
      chat: '#x',
      secret: 'x',
    };
    const answer = await room.one.call('POST', '/api/v1/hooks', bad);
    const errors = answer.json['errors'] as { pointer: string }[];
    expect([answer.status, errors.map(({ pointer }) => pointer).sort()]).toEqual([
      422,
      ['/chat', '/feed', '/name', '/role', '/secret'],
    ]);
    const fine = { name: 'x', role: 'editor', chat: channel, secret: signingSecret };
    const nowhere = { kind: 'slack', feed: 'nowhere', ...fine };
    const unknown = await room.one.call('POST', '/api/v1/hooks', nowhere);
    expect([unknown.status, unknown.text]).toEqual([422, expect.stringContaining('/feed')]);
    const { token } = await room.token('editor');
    const headers = { authorization: `Bearer ${token}` };
    const refused = await call(room.one.url, 'POST', '/api/v1/hooks', bad, headers);
    expect(refused.status).toBe(403);
  });

  test('a held message goes out, or is taken back by its deletion; one that is too long is refused with the cure', async () => {
    const feed = `/api/v1/feeds/${room.feed}`;
    await room.one.call('PATCH', feed, { undoSeconds: 60 });
    const made = await slackHook();
    await slack(made, { ts: '19.1', text: 'Held' });
    expect(await drafts()).toMatchObject([{ state: 'held', markdown: 'Held' }]);
    const message = { ts: '19.1', text: 'Other' };
    expect((await slack(made, { subtype: 'message_changed', message })).status).toBe(200);
    expect(await drafts()).toMatchObject([{ state: 'held', markdown: 'Held' }]);
    await slack(made, { subtype: 'message_deleted', deleted_ts: '19.1' });
    expect(await drafts()).toEqual([]);
    const long = await slack(made, { ts: '19.2', text: 'x'.repeat(50_001) });
    expect([long.status, long.json['code']]).toEqual([422, 'invalid_input']);
  });

  test('what is not signed, is old, or comes to a wrong address is refused without a hint, and limited', async () => {
    const made = await slackHook();
    const body = JSON.stringify({ type: 'url_verification', challenge: 'abc' });
    const now = Math.floor(Date.now() / 1_000);
    const post = (headers: Record<string, string>, path = pathOf(made), sent = body) =>
      call(room.one.url, 'POST', path, sent, headers);
    const right = await post(signedBySlack(body));
    expect([right.status, right.json]).toEqual([200, { challenge: 'abc' }]);
    const wrong = await Promise.all([
      post({}),
      post(signedBySlack(body, now, 'another-signing-secret')),
      post(signedBySlack(body, now - 3_600)),
      post(signedBySlack(body, now + 3_600)),
      post(signedBySlack(body), pathOf(made), body.replace('abc', 'abd')),
      post({ ...signedBySlack(body), 'x-slack-request-timestamp': `${now - 1}` }),
      post({ ...signedBySlack(body), 'x-slack-signature': 'v0=' }),
      post(signedBySlack(body), `${pathOf(made).slice(0, -1)}_`),
      post({ ...signedBySlack(body), authorization: 'Bearer x' }, '/api/v1/inbound/nobody'),
    ]);
    expect(new Set(wrong.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect([wrong[0]?.status, wrong[0]?.json['code']]).toEqual([401, 'not_signed_in']);
    // The signature is right, the rest is not.
    for (const sent of ['{', '[]', '{"type":"x"}']) {
      const answer = await post(signedBySlack(sent), pathOf(made), sent);
      expect([sent, answer.status, answer.json['code']]).toEqual([sent, 400, 'malformed']);
    }
    const long = JSON.stringify({ x: 'x'.repeat(70_000) });
    expect((await post(signedBySlack(long), pathOf(made), long)).status).toBe(413);
    const guesses = await Promise.all(Array.from({ length: 30 }, () => post({})));
    expect(guesses.map(({ status }) => status)).toContain(429);
    // Who signs is never refused for the guesses of others.
    expect((await post(signedBySlack(body))).status).toBe(200);
    expect(await items()).toEqual([]);
  });
});
