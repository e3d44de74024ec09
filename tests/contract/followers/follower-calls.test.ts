import { Config } from '../../../src/config.ts';
import { FollowersController } from '../../../src/followers/api/followers.controller.ts';
import type { Runner } from '../../../src/followers/run/runner.ts';
import { SqlFollowers } from '../../../src/followers/store/sql-followers.ts';
import { onEveryDatabase } from '../on-every-database.ts';

const ana = { name: 'Ana', person: 'p1' };
const target = 'https://receiver.example/x';

onEveryDatabase('the calls of followers', (room) => {
  function calls() {
    let looks = 0;
    const told: string[] = [];
    const runner = {
      poll: () => void (looks += 1),
      ping: async ({ id }: { id: string }) => (told.push(id), { outcome: 'done', ms: 1 }),
    } as unknown as Runner;
    const followers = new SqlFollowers(room.database);
    const config = new Config({ publicUrl: 'https://news.example' });
    const controller = new FollowersController(followers, runner, config);
    const add = (more: object = {}) =>
      controller.add(room.feed, { kind: 'webhook', target, ...more }, ana);
    /** Of those that nobody adds by a call. */
    const addOther = (kind: string) =>
      followers.add({ feed: room.feed, kind, target, topic: 'rss.xml' }, 's', ana);
    return { controller, add, addOther, told, looks: () => looks };
  }

  test('answer a secret that was made once, and look at once for something to tell', async () => {
    const { controller, add, looks } = calls();
    const added = await add({ filter: 'key' });
    expect(added).toMatchObject({ kind: 'webhook', target, filter: 'key' });
    expect(added).toHaveProperty('secret', expect.stringMatching(/^whsec_/));
    expect(looks()).toBe(1);
    const plain = await add();
    expect(plain).not.toHaveProperty('filter');
    const { followers, subscribers } = await controller.list(room.feed);
    expect(followers.map(({ id }) => id)).toEqual([added.id, plain.id]);
    expect(JSON.stringify(followers)).not.toContain('whsec_');
    expect(subscribers).toBe(0);
    const changed = await controller.change(room.feed, added.id, { state: 'paused' }, ana);
    expect(changed).toMatchObject({ health: 'paused' });
    expect(changed).not.toHaveProperty('secret');
    const renewed = await controller.change(room.feed, added.id, { secret: 'new' }, ana);
    expect(renewed).toHaveProperty('secret', expect.stringMatching(/^whsec_/));
    await controller.retry(room.feed, added.id, ana);
    expect(looks()).toBe(5);
  });

  test('answer no secret that people bring, and keep what is made for a newsroom as its hash', async () => {
    const { controller, add } = calls();
    const secret = 'x'.repeat(30);
    const own = await add({ kind: 'mastodon', target: 'https://mastodon.example', secret });
    expect(own).not.toHaveProperty('secret');
    const other = await controller.change(room.feed, own.id, { secret: `${secret}y` }, ana);
    expect(other).not.toHaveProperty('secret');
    const newsroom = await add({ kind: 'dateline', target: 'https://there.example' });
    const made = newsroom.secret ?? '';
    expect(made).toMatch(/^[\w-]{43,}$/);
    expect(await room.everyRow(['followers'])).not.toContain(made);
    const again = await controller.change(room.feed, newsroom.id, { secret: 'new' }, ana);
    expect(await room.everyRow(['followers'])).not.toContain(again.secret);
  });

  test('leave to subscribers what they want: they can be removed, and nothing else', async () => {
    const { controller, addOther, told, add } = calls();
    const refused = { code: 'wrong_state' };
    for (const kind of ['websub', 'public-hub']) {
      const { id } = await addOther(kind);
      const change = controller.change(room.feed, id, { state: 'paused' }, ana);
      await expect(change).rejects.toMatchObject(refused);
      await expect(controller.test(room.feed, id)).rejects.toMatchObject(refused);
      const removed = controller.remove(room.feed, id, ana);
      if (kind === 'websub') expect(await removed).toBeUndefined();
      else await expect(removed).rejects.toMatchObject(refused);
    }
    expect(told).toEqual([]);
    const { id } = await add();
    expect(await controller.test(room.feed, id)).toMatchObject({ outcome: 'done' });
    expect(told).toEqual([id]);
  });

  test('know the followers of their feed alone, and show no switch of a single kind', async () => {
    const { controller, add, addOther } = calls();
    const { id } = await add();
    await addOther('mail');
    await addOther('push');
    await addOther('websub');
    const listed = await controller.list(room.feed);
    expect(listed.followers.map(({ kind }) => kind)).toEqual(['webhook', 'websub']);
    expect(listed.subscribers).toBe(1);
    expect(await controller.deadLetters(room.feed, id)).toEqual({ deadLetters: [] });
    const missing = { code: 'not_found' };
    const change = controller.change('other', id, { state: 'paused' }, ana);
    await expect(change).rejects.toMatchObject(missing);
    await expect(controller.remove('other', id, ana)).rejects.toMatchObject(missing);
    await expect(controller.deadLetters('other', id)).rejects.toMatchObject(missing);
    await expect(controller.retry('other', id, ana)).rejects.toMatchObject(missing);
    await expect(controller.test('other', id)).rejects.toMatchObject(missing);
    await expect(controller.list('other')).rejects.toMatchObject({ code: 'unknown_feed' });
    await controller.remove(room.feed, id, ana);
    await expect(controller.remove(room.feed, id, ana)).rejects.toMatchObject(missing);
  });
});
