import { bluesky } from '../../src/followers/kinds/networks/bluesky.ts';
import { mastodon } from '../../src/followers/kinds/networks/mastodon.ts';
import type { Network } from '../../src/followers/kinds/networks/network.ts';
import { telegram } from '../../src/followers/kinds/networks/telegram.ts';
import type { Reply, Request, SafeClient } from '../../src/followers/send/safe-client.ts';

const at = '2027-03-01T19:04:00.000Z';
const post = {
  key: 'k',
  at,
  text: 'Landed',
  lang: 'pt-BR',
  url: 'https://n.example/i',
  title: 'T',
};
const { signal } = new AbortController();

/** An account, whose calls are answered one after the other, and what was called. */
async function accountOf(network: Network, target: string, ...answers: readonly object[]) {
  const calls: {
    method: string;
    url: string;
    json: Record<string, unknown>;
    headers: Request['headers'];
  }[] = [];
  const left = answers.map((json): Reply => ({ status: 200, body: JSON.stringify(json) }));
  const send = async ({ method, url, body, headers }: Request): Promise<Reply> => {
    calls.push({
      method,
      url,
      headers,
      json: body === undefined ? {} : (JSON.parse(String(body)) as Record<string, unknown>),
    });
    return left.shift() ?? { status: 200, body: '{}' };
  };
  const to = { feed: 'f', createdAt: at, target, secrets: [`secret-of-${target}`] };
  const account = await network.account(to, { send } as unknown as SafeClient, signal);
  return { account, calls };
}

describe('a channel on Telegram', () => {
  const sent = { result: { message_id: 7 } };

  test('is reached at Telegram by its name or its number, or at a server of one’s own', async () => {
    const chatOf = async (target: string) => {
      const { account, calls } = await accountOf(telegram, target, sent);
      expect(await account.post(post)).toBe('7');
      return [calls[0]?.url, calls[0]?.json['chat_id']];
    };
    const sending = (origin: string, target: string) =>
      `${origin}/botsecret-of-${target}/sendMessage`;
    for (const [path, chat] of [
      ['paper', '@paper'],
      ['@paper', '@paper'],
      ['-10012345', '-10012345'],
    ] as const) {
      const target = `https://t.me/${path}`;
      expect(await chatOf(target)).toEqual([sending('https://api.telegram.org', target), chat]);
    }
    const own = 'https://bots.example/paper';
    expect(await chatOf(own)).toEqual([sending('https://bots.example', own), '@paper']);
  });

  test('gets a message with its link, as an answer where it is one, and edits and removes it by its number', async () => {
    const { account, calls } = await accountOf(telegram, 'https://t.me/paper', sent, sent);
    await account.post(post);
    await account.post(post, '5');
    await account.edit?.('7', post);
    await account.remove('7');
    await account.check();
    const text = 'Landed\n\nhttps://n.example/i';
    expect(calls.map(({ json }) => json)).toEqual([
      { chat_id: '@paper', text },
      { chat_id: '@paper', text, reply_parameters: { message_id: 5 } },
      { chat_id: '@paper', text, message_id: 7 },
      { chat_id: '@paper', message_id: 7 },
      { chat_id: '@paper' },
    ]);
    expect(calls.map(({ url }) => url.split('/').at(-1))).toEqual([
      'sendMessage',
      'sendMessage',
      'editMessageText',
      'deleteMessage',
      'getChat',
    ]);
    const odd = await accountOf(telegram, 'https://t.me/paper', { result: { message_id: '7' } });
    await expect(odd.account.post(post)).rejects.toMatchObject({ reason: 'no HTTP answer' });
  });
});

describe('an account on Bluesky', () => {
  const opened = { did: 'did:plc:x', accessJwt: 'jwt' };
  const stored = { uri: 'at://x/y/z', cid: 'c' };

  test('is reached at Bluesky by its handle, or at a server of its own', async () => {
    const addressOf = async (target: string) => {
      const { account, calls } = await accountOf(bluesky, target, opened);
      await account.check();
      return [calls[0]?.url, calls[0]?.json['identifier']];
    };
    const call = '/xrpc/com.atproto.server.createSession';
    expect(await addressOf('https://bsky.app/profile/paper.example')).toEqual([
      `https://bsky.social${call}`,
      'paper.example',
    ]);
    expect(await addressOf('https://pds.example/paper.example')).toEqual([
      `https://pds.example${call}`,
      'paper.example',
    ]);
  });

  test('gets a post with a card of its page; an answer has none, and says what it answers', async () => {
    const target = 'https://pds.example/other.example';
    const { account, calls } = await accountOf(bluesky, target, opened, stored, stored);
    expect(await account.post(post)).toBe('at://x/y/z c');
    await account.post({ ...post, key: 'k2' }, 'at://x/y/z c');
    await account.remove('at://x/y/z c');
    expect(await account.removeUnnamed?.({ ...post, ageSeconds: 0 })).toBe(true);
    const [, first, answer, removed, unnamed] = calls.map(({ json }) => json);
    expect(first).toMatchObject({
      repo: 'did:plc:x',
      collection: 'app.bsky.feed.post',
      record: {
        $type: 'app.bsky.feed.post',
        text: 'Landed',
        createdAt: at,
        langs: ['pt-BR'],
        embed: { external: { uri: post.url, title: 'T', description: '' } },
      },
    });
    const parent = { uri: 'at://x/y/z', cid: 'c' };
    expect(answer).toMatchObject({ record: { reply: { root: parent, parent } } });
    expect(answer?.['record']).not.toHaveProperty('embed');
    expect(removed).toMatchObject({ rkey: 'z' });
    // Found by the key that it would have had.
    expect(unnamed).toMatchObject({ rkey: first?.['rkey'] });
    expect(calls[1]?.headers).toMatchObject({ authorization: 'Bearer jwt' });
  });
});

test('an account on Mastodon gets a status in its language, under the key of its message', async () => {
  const target = 'https://mastodon.example';
  const { account, calls } = await accountOf(mastodon, target, { id: '9' }, { id: '10' });
  expect(await account.post(post)).toBe('9');
  await account.post(post, '9');
  await account.edit?.('9', post);
  await account.remove('a/b');
  await account.check();
  const status = { status: 'Landed\n\nhttps://n.example/i', language: 'pt' };
  expect(calls.map(({ method, url, json }) => [method, url.slice(target.length), json])).toEqual([
    ['POST', '/api/v1/statuses', { ...status, visibility: 'public' }],
    ['POST', '/api/v1/statuses', { ...status, visibility: 'public', in_reply_to_id: '9' }],
    ['PUT', '/api/v1/statuses/9', status],
    ['DELETE', '/api/v1/statuses/a%2Fb', {}],
    ['GET', '/api/v1/accounts/verify_credentials', {}],
  ]);
  expect(calls[0]?.headers).toMatchObject({
    'idempotency-key': 'k',
    authorization: `Bearer secret-of-${target}`,
  });
});
