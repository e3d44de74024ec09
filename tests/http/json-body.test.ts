import { isNestedWithin } from '../../src/http/json-body.ts';
import { adminToken, call } from '../call.ts';
import { TestServer } from '../server.ts';
import { emptyFolder } from '../services/databases.ts';

const lists = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const objects = (levels: number) => `${'{"a":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}`;

test('levels are counted, whatever holds what', () => {
  for (const text of [lists(64), objects(64), '"a"', 'null', '[1,{"a":[]}]']) {
    expect(isNestedWithin(JSON.parse(text))).toBe(true);
  }
  for (const text of [lists(65), objects(65), `[1,${lists(64)}]`, lists(100_000)]) {
    expect(isNestedWithin(JSON.parse(text))).toBe(false);
  }
});

test('a body that is deeper is refused on every road, before anything walks through it', async () => {
  const place = emptyFolder();
  await using server = await TestServer.start(place);
  await server.createFeed('f');
  const headers = { authorization: `Bearer ${adminToken}`, 'idempotency-key': 'deep' };
  const deep = JSON.parse(`{"headline":"A","tags":${lists(500)}}`) as object;
  for (const [method, path] of [
    ['POST', '/api/v1/feeds/f/items'],
    ['PUT', '/api/v1/kept/tab-1:composer:f'],
    ['POST', '/api/v1/session'],
  ] as const) {
    const { status, json } = await call(server.url, method, path, deep, headers);
    expect([path, status, json['code']]).toEqual([path, 400, 'malformed']);
  }
  const text = `{"headline":"A","tags":${lists(100_000)}}`;
  const response = await fetch(`${server.url}/api/v1/feeds/f/items`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: text,
  });
  expect(response.status).toBe(400);
  await place.drop();
});
