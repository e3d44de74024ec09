import { adminToken, call } from '../../call.ts';
import { phonePicture } from '../../pictures-of-tests.ts';
import { openNewsroom } from './newsroom-room.ts';

const room = openNewsroom();

async function upload(): Promise<{ id: string; url: string }> {
  const response = await fetch(`${room.server.url}/api/v1/media?name=pier.jpg`, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminToken}` },
    body: new Uint8Array(await phonePicture(300, 200)),
  });
  expect(response.status).toBe(201);
  return (await response.json()) as { id: string; url: string };
}

async function draft(fields: object, feed = room.feed): Promise<string> {
  const path = `/api/v1/feeds/${feed}/items`;
  const { json } = await room.server.call('POST', path, { draft: true, ...fields });
  return (json['item'] as { id: string }).id;
}

const drafts = async () => {
  const { json } = await room.server.call('GET', `/api/v1/feeds/${room.feed}/drafts`);
  return json['items'] as readonly Record<string, unknown>[];
};
const byId = async (id: string) => (await drafts()).find((one) => one['id'] === id);

test('a picture is taken out of the drafts that show it, and erased; other pictures stay', async () => {
  const [gone, stays] = [await upload(), await upload()];
  const [one, other] = [gone, stays].map(({ url }) => ({ url, alt: 'A pier' }));
  const lead = await draft({ headline: 'Lead', image: one });
  const second = await draft({ body: 'Second', images: [other, one] });
  const refused = await room.server.call('DELETE', `/api/v1/media/${gone.id}`);
  expect([refused.status, refused.json['code'], refused.json['count']]).toEqual([409, 'in_use', 2]);
  expect(refused.json['detail']).toMatch(/In 2 drafts: take the picture out there/);

  const erased = await room.server.call('DELETE', `/api/v1/media/${gone.id}?drafts=true`);
  expect(erased.status).toBe(204);
  expect(await byId(lead)).toMatchObject({ rev: 2, headline: 'Lead' });
  expect(await byId(lead)).not.toHaveProperty('image');
  expect(await byId(second)).toMatchObject({ rev: 2, markdown: 'Second', images: [other] });
  const { json } = await room.server.call('GET', '/api/v1/audit');
  expect((json['acts'] as readonly { action: string }[]).map(({ action }) => action)).toEqual(
    expect.arrayContaining(['erase picture', 'change draft']),
  );
});

test('where something else shows it, no draft is changed', async () => {
  const { id, url } = await upload();
  const image = { url, alt: 'A pier' };
  const kept = await draft({ headline: 'A draft', image });
  await room.server.call('POST', room.items, { headline: 'Out', image });
  const inText = await upload();
  const said = await draft({ body: `![A pier](${inText.url})\n\nWords.` });
  for (const [media, use] of [
    [id, { by: 'item', title: 'Out', canGo: false }],
    [inText.id, { by: 'draft', title: expect.any(String), canGo: false }],
  ] as const) {
    const answer = await room.server.call('DELETE', `/api/v1/media/${media}?drafts=true`);
    expect([answer.status, answer.json['code']]).toEqual([409, 'in_use']);
    expect(answer.json['uses']).toContainEqual(expect.objectContaining(use));
  }
  expect([await byId(kept), await byId(said)]).toMatchObject([{ rev: 1, image }, { rev: 1 }]);
  const wrong = await room.server.call('DELETE', `/api/v1/media/${id}?drafts=all`);
  expect([wrong.status, wrong.json['errors']]).toEqual([
    422,
    [expect.objectContaining({ pointer: '/drafts' })],
  ]);
});

test('drafts of a feed in which somebody has no say are not changed, and not named', async () => {
  await room.server.createFeed('secret');
  const { id, url } = await upload();
  const kept = await draft({ headline: 'Hush', image: { url, alt: 'A pier' } }, 'secret');
  const { json } = await room.server.call('POST', '/api/v1/tokens', {
    name: 'ida',
    role: 'editor',
    feeds: { secret: 'none' },
  });
  const ida = { authorization: `Bearer ${String(json['secret'])}` };
  const as = (method: string, path: string) => call(room.server.url, method, path, undefined, ida);
  const seen = [
    await as('GET', `/api/v1/media/${id}`),
    await as('DELETE', `/api/v1/media/${id}`),
    await as('DELETE', `/api/v1/media/${id}?drafts=true`),
  ];
  expect(seen.map(({ status }) => status)).toEqual([200, 409, 403]);
  expect(seen.map(({ text }) => text).join()).not.toContain('Hush');
  expect(seen[0]?.json['uses']).toEqual([{ feed: 'secret', item: kept, by: 'draft', canGo: true }]);
  const path = '/api/v1/feeds/secret/drafts';
  const { json: there } = await room.server.call('GET', path);
  expect(there['items']).toMatchObject([{ rev: 1, image: { url } }]);
});
