import { ask, textIn } from '../../src/followers/kinds/networks/ask.ts';
import { NetworkRefusal } from '../../src/followers/kinds/networks/network.ts';
import type { Reply, Request, SafeClient } from '../../src/followers/send/safe-client.ts';
import { Unanswered } from '../../src/followers/send/unanswered.ts';

const { signal } = new AbortController();
const url = 'https://network.example/x';

/** A client that gets this answer, and what was sent by it. */
function answering(reply: Reply) {
  const sent: Request[] = [];
  const client = { send: async (request: Request) => (sent.push(request), reply) };
  return { client: client as unknown as SafeClient, sent };
}

async function outcomeOf(reply: Reply, ...more: [unknown?, unknown?]) {
  const { client } = answering(reply);
  try {
    return await ask(client, { method: 'GET', url, signal }, ...(more as []));
  } catch (error) {
    return error instanceof NetworkRefusal ? error.outcome : error;
  }
}

describe('what a network is asked', () => {
  test('is JSON where there is something to send, and asks for JSON', async () => {
    const { client, sent } = answering({ status: 200, body: '{"a":1}' });
    await ask(client, { method: 'GET', url, signal });
    await ask(client, { method: 'POST', url, signal, headers: { x: 'y' }, json: { b: 2 } });
    const always = { accept: 'application/json', 'user-agent': 'Dateline' };
    expect(sent).toEqual([
      { method: 'GET', url, signal, headers: always },
      {
        method: 'POST',
        url,
        signal,
        headers: { ...always, 'content-type': 'application/json', x: 'y' },
        body: '{"b":2}',
      },
    ]);
  });
});

describe('what a network answers', () => {
  test('is an object or a list; anything else is nothing', async () => {
    expect(await outcomeOf({ status: 200, body: '{"a":1}' })).toEqual({
      status: 200,
      json: { a: 1 },
      list: [],
    });
    expect(await outcomeOf({ status: 200, body: '[1]' })).toMatchObject({ json: {}, list: [1] });
    for (const body of ['', '<h1>', '"x"', 'null']) {
      expect(await outcomeOf({ status: 200, body })).toEqual({ status: 200, json: {}, list: [] });
    }
    expect(await outcomeOf({ status: 204 })).toEqual({ status: 204, json: {}, list: [] });
  });

  test.each([
    [401, { kind: 'gone', status: 401, reason: 'answered 401' }],
    [403, { kind: 'gone', status: 403, reason: 'answered 403' }],
    [410, { kind: 'gone', status: 410, reason: 'answered 410' }],
    [402, { kind: 'never', status: 402, reason: 'answered 402' }],
    [422, { kind: 'never', status: 422, reason: 'answered 422' }],
    [429, { kind: 'again', status: 429, reason: 'answered 429' }],
    [500, { kind: 'again', status: 500, reason: 'answered 500' }],
  ])('%i is %j', async (status, outcome) => {
    expect(await outcomeOf({ status })).toEqual(outcome);
  });

  test('is fine where the one who asks expects it, whatever it is otherwise', async () => {
    const isFine = ({ status }: { status: number }) => status === 403;
    expect(await outcomeOf({ status: 403 }, isFine)).toMatchObject({ status: 403, json: {} });
    expect(await outcomeOf({ status: 401 }, isFine)).toMatchObject({ kind: 'gone' });
  });

  test('says when it wants to be asked again, in its body before its headers', async () => {
    const busy = { status: 429, afterSeconds: 7, body: '{"wait":30}' };
    const never = () => false;
    const inBody = ({ json }: { json: Record<string, unknown> }) => json['wait'];
    expect(await outcomeOf(busy)).toMatchObject({ kind: 'again', afterSeconds: 7 });
    expect(await outcomeOf(busy, never, inBody)).toMatchObject({ afterSeconds: 30 });
    expect(await outcomeOf({ ...busy, body: '{}' }, never, inBody)).toMatchObject({
      afterSeconds: 7,
    });
    expect(await outcomeOf({ status: 429 }, never, inBody)).not.toHaveProperty('afterSeconds');
  });

  test('has the text that is looked for, or has not come from the network', () => {
    expect(textIn({ id: 'x' }, 'id')).toBe('x');
    for (const record of [{}, { id: '' }, { id: 7 }, 'id', null, ['x']]) {
      expect(() => textIn(record, 'id')).toThrow(Unanswered);
    }
  });
});
