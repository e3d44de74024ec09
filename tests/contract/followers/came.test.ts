import type { Request } from 'express';
import { hashOf } from '../../../src/accounts/secret.ts';
import type { Refusal } from '../../../src/feed/refusal.ts';
import { FollowingController } from '../../../src/followers/api/following.controller.ts';
import type { WrongKeys } from '../../../src/http/wrong-keys.ts';
import type { FollowerRow } from '../../../src/database/rows/follower-rows.ts';
import { SqlFollowers } from '../../../src/followers/store/sql-followers.ts';
import { onEveryDatabase } from '../on-every-database.ts';

const ana = { name: 'Ana', person: 'p1' };
const past = '2020-01-01T00:00:00.000Z';
const future = '2099-01-01T00:00:00.000Z';

onEveryDatabase('a newsroom that comes for the changes itself', (room) => {
  const followers = () => new SqlFollowers(room.database);
  const positionNow = async () => {
    const [head] = await room.log.heads([room.feed]);
    if (head === undefined) throw new Error('The feed is gone.');
    return { epoch: head.epoch, seq: head.seq, tag: head.tag };
  };
  const add = (kind = 'dateline') =>
    followers().add({ feed: room.feed, kind, target: 'https://there.example' }, room.feed, ana);
  const set = (id: string, values: Partial<FollowerRow>) =>
    room.database.db.updateTable('followers').set(values).where('id', '=', id).execute();
  const state = async () => (await followers().list(room.feed))?.[0];

  test('is known by its secret, in its feed, and is as far as it says', async () => {
    await add();
    await room.post('one');
    await room.post('two');
    const position = await positionNow();
    expect(await followers().came(room.feed, 'another', position)).toBeUndefined();
    expect(await followers().came('another', room.feed, position)).toBeUndefined();
    expect(await state()).toMatchObject({ seq: 0, behind: 2, answers: [] });
    expect(await state()).not.toHaveProperty('pause');
    expect(await followers().came(room.feed, room.feed, position)).toBe('running');
    expect(await state()).toMatchObject({ seq: 2, behind: 0, answers: [{ outcome: 'done' }] });
  });

  test('says nothing of how far it is by a position of another log, or of one that is not there yet', async () => {
    const { id } = await add();
    await room.post('one');
    const here = await positionNow();
    for (const elsewhere of [
      { ...here, epoch: 'another' },
      { ...here, seq: 2 },
    ]) {
      expect(await followers().came(room.feed, room.feed, elsewhere)).toBe('running');
      expect(await state()).toMatchObject({ id, seq: 0, answers: [{ outcome: 'done' }] });
    }
  });

  test('is told that it is paused, and where it is stays', async () => {
    const { id } = await add();
    await room.post('one');
    await set(id, { state: 'paused', pause: 'person' });
    expect(await followers().came(room.feed, room.feed, await positionNow())).toBe('paused');
    expect(await state()).toMatchObject({ seq: 0, health: 'paused', answers: [] });
  });

  test('may come with the secret of before for as long as that is good', async () => {
    const { id } = await add();
    const position = await positionNow();
    const came = async (old_until: string | null) => {
      await set(id, { secret: 'new', old_secret: room.feed, old_until });
      return followers().came(room.feed, room.feed, position);
    };
    expect(await came(future)).toBe('running');
    expect(await came(past)).toBeUndefined();
    expect(await came(null)).toBeUndefined();
    expect(await followers().came(room.feed, 'new', position)).toBe('running');
  });

  test('says by its token who it is, not too often, and hears why it is not heard', async () => {
    const wrongKeys = { refusal: async (_request: Request, refusal: unknown) => refusal };
    const controller = new FollowingController(followers(), wrongKeys as unknown as WrongKeys);
    const token = `token-of-${room.feed}`;
    const position = await positionNow();
    const checkIn = (authorization?: string, body: object = position) =>
      controller.checkIn(room.feed, body, { headers: { authorization } } as Request);
    const asked = { feed: room.feed, kind: 'dateline', target: 'https://there.example' };
    const { id } = await followers().add(asked, hashOf(token), ana);
    expect(await checkIn(`Bearer ${token}`)).toBeUndefined();
    for (const wrong of [
      undefined,
      '',
      token,
      `Bearer ${token} x`,
      `xBearer ${token}`,
      'Bearer x',
    ]) {
      await expect(checkIn(wrong)).rejects.toMatchObject({ code: 'not_signed_in' });
    }
    // Nobody has an empty token, whatever is kept of it.
    const nobody = await followers().add({ ...asked }, hashOf(''), ana);
    await expect(checkIn('Bearer ')).rejects.toMatchObject({ code: 'not_signed_in' });
    await followers().remove(room.feed, nobody.id, ana);
    for (const wrong of [
      {},
      { ...position, seq: -1 },
      { ...position, seq: 1.5 },
      { ...position, tag: '' },
    ]) {
      await expect(checkIn(`Bearer ${token}`, wrong)).rejects.toMatchObject({
        code: 'invalid_input',
      });
    }
    await set(id, { state: 'paused', pause: 'person' });
    await expect(checkIn(`Bearer ${token}`)).rejects.toMatchObject({ code: 'wrong_state' });
    const all = await Promise.allSettled(
      Array.from({ length: 60 }, () => checkIn(`Bearer ${token}`)),
    );
    const codes = all.map((one) => (one.status === 'rejected' ? (one.reason as Refusal).code : ''));
    expect(new Set(codes)).toEqual(new Set(['wrong_state', 'too_many_requests']));
  });

  test('is no follower of another kind that has the same secret', async () => {
    await add('webhook');
    expect(await followers().came(room.feed, room.feed, await positionNow())).toBeUndefined();
  });
});
