import { onEveryDatabase } from './on-every-database.ts';

onEveryDatabase('the tempo of a feed', (room) => {
  test('counts what was posted in each minute, with its key events, and what was taken down', async () => {
    const { log, feed } = room;
    expect(await log.tempo(feed)).toEqual([]);
    const posted = [await room.post('One'), await room.post('Two'), await room.post('Three')];
    const [first, second] = posted;
    if (first === undefined || second === undefined) throw new Error('nothing was posted');
    await log.append(feed, { kind: 'edit', id: first.id, rev: 1, patch: { key: true } });
    await log.append(feed, { kind: 'takedown', id: second.id, reason: '' });
    const slots = await log.tempo(feed);
    const sum = (of: 'posts' | 'keys') => slots.reduce((total, slot) => total + slot[of], 0);
    expect([sum('posts'), sum('keys')]).toEqual([3, 1]);
    expect(slots[0]?.from).toBe(`${first.postedAt.slice(0, 16)}:00.000Z`);
  });
});
