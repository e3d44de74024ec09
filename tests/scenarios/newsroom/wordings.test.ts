import { item, openNewsroom } from './newsroom-room.ts';

const room = openNewsroom();

async function wordingsOf(id: string) {
  const answer = await room.server.call('GET', `${room.items}/${id}/wordings`);
  return { ...answer, list: answer.json['wordings'] as readonly Record<string, unknown>[] };
}

function change(id: string, rev: number, body: object) {
  return room.server.call('PATCH', `${room.items}/${id}`, body, { 'if-match': `"${rev}"` });
}

test('every wording of an item is there with who made it, small fixes too, and none after a takedown', async () => {
  const { json } = await room.server.call('POST', '/api/v1/tokens', { name: 'Ed', role: 'editor' });
  const bearer = { authorization: `Bearer ${String(json['secret'])}` };
  const { id } = item(
    await room.server.call('POST', room.items, { headline: 'Gate', body: '_Two_ gats' }, bearer),
  );
  await change(id, 1, { kind: 'edit', body: '_Two_ gates' });
  await change(id, 2, { kind: 'correct', note: 'Three, not two', body: 'Three **gates**' });
  await room.server.call('PUT', `${room.items}/${id}/pin`);
  await change(id, 3, { kind: 'strike', note: 'Not so' });
  const { list } = await wordingsOf(id);
  expect(list).toMatchObject([
    { rev: 1, kind: 'post', by: 'Ed', markdown: '*Two* gats', item: { headline: 'Gate' } },
    { rev: 2, kind: 'edit', by: 'admin', markdown: '*Two* gates' },
    { rev: 3, kind: 'correct', by: 'admin', note: 'Three, not two', markdown: 'Three **gates**' },
    { rev: 4, kind: 'strike', by: 'admin', note: 'Not so', markdown: 'Three **gates**' },
  ]);
  await room.server.call('DELETE', `${room.items}/${id}`, { reason: 'wrong' });
  const gone = await wordingsOf(id);
  expect([gone.status, gone.json['code']]).toEqual([410, 'taken_down']);
  expect(gone.text).not.toMatch(/gate|Three/i);
});

test('the latest wording is as it was typed; a draft and an unknown item have none', async () => {
  const { id } = item(await room.server.call('POST', room.items, { body: '* starred\n* list' }));
  expect((await wordingsOf(id)).list).toMatchObject([{ markdown: '* starred\n* list' }]);
  const draft = item(await room.server.call('POST', room.items, { body: 'x', draft: true }));
  for (const unknown of [draft.id, '00000000-0000-4000-8000-000000000000'])
    expect((await wordingsOf(unknown)).json['code']).toBe('unknown_item');
});
