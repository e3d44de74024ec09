import { randomUUID } from 'node:crypto';
import { SqlFollowers } from '../../../src/followers/store/sql-followers.ts';
import { SqlLeases } from '../../../src/followers/store/sql-leases.ts';
import { until } from '../../until.ts';
import { contentOf, draftOf, postOf } from '../commands.ts';
import { onEveryDatabase } from '../on-every-database.ts';
import { everyKind } from './every-kind.ts';
import { ana, FollowerRoom, impatient, type TargetOfTests } from './follower-room.ts';

/** What every kind of follower promises, on every database. */
export function kindContract(kind: string, open: () => Promise<TargetOfTests>): void {
  onEveryDatabase(`a follower of the kind ${kind}`, (room) => {
    const here = new FollowerRoom(room, kind, open, impatient);
    const { run, follow, state, allTold } = here;
    let target: TargetOfTests;

    beforeEach(async () => {
      target = await here.begin();
    });
    afterEach(() => here.end());

    test('tells each change from now on, once, in order, as the log has it, and nothing before its time', async () => {
      const { log, feed } = room;
      await room.post('before');
      await follow();
      const draft = await log.keepDraft(feed, draftOf('a draft'));
      const embargo = '2999-01-01T00:00:00.000Z';
      await log.keepDraft(feed, { ...draftOf('an embargo'), embargo });
      run();
      await everyKind(room);
      await allTold();
      expect(target.everything).not.toMatch(/before|a draft|an embargo/);
      await log.releaseDraft(feed, draft.id);
      await allTold();
      const changes = (await room.allChanges()).slice(1);
      expect(target.told.map(({ seq }) => seq)).toEqual(changes.map(({ seq }) => seq));
      expect(target.told.at(-1)).toEqual(changes.at(-1));
      expect(target.taken).toHaveLength(changes.length);
      expect(target.everything).toContain('a draft');
      expect(target.everything).not.toContain('an embargo');
    });

    test('goes on where it was when its target was down, silent, busy, moved, spoke no HTTP or answered without end', async () => {
      await follow();
      run();
      for (const manner of ['down', 'silent', 'garbage', 'busy', 'moved', 'endless'] as const) {
        const { calls } = target;
        target.manner = manner;
        await room.post(`while ${manner}`);
        await until(() => target.calls > calls, `a try while it is ${manner}`);
        if (manner !== 'endless') {
          await until(async () => (await state())?.health !== 'well', 'the failure to be known');
          target.manner = 'well';
        }
        await allTold();
      }
      expect(target.told).toEqual(await room.allChanges());
      // Whoever takes it twice can tell by its key.
      const keys = new Map(target.taken.map((one) => [one.data.seq, one.id]));
      expect(target.taken.every(({ id: key, data }) => keys.get(data.seq) === key)).toBe(true);
      expect(await state()).toMatchObject({ health: 'well', deadLetters: 0 });
    });

    test('never tells a text that is taken down or erased while its target is away: only that it is gone', async () => {
      const { log, feed } = room;
      await follow();
      // Its next try comes when somebody asks for it, and not while the rows change.
      run({ waitSeconds: () => 3_600 });
      target.manner = 'down';
      const first = await room.post('a canary');
      await log.append(feed, {
        kind: 'edit',
        id: first.id,
        rev: 1,
        patch: contentOf('a canary too'),
      });
      const second = await room.post('a canary as well');
      await until(async () => (await state())?.health === 'failing', 'a try');
      const words = { ...contentOf('other words') };
      const redact = {
        kind: 'redact',
        id: second.id,
        rev: 1,
        note: 'A name.',
        patch: words,
      } as const;
      await log.append(feed, redact);
      await log.append(feed, { kind: 'takedown', id: first.id, reason: 'asked for' });
      target.manner = 'well';
      await new SqlFollowers(room.database).retry(feed, here.id, ana);
      await allTold();
      expect(target.everything).not.toContain('canary');
      const told = target.told.map((change) => [change.seq, change.kind]);
      expect(told).toEqual([
        [1, 'takedown'],
        [2, 'takedown'],
        [3, 'post'],
        [4, 'redact'],
        [5, 'takedown'],
      ]);
      expect(target.told[0]).toMatchObject({ id: first.id });
      // Also when it was read already, and the one before it is being told.
      await here.stop();
      await room.post('one before');
      const { id } = await room.post('a canary again');
      target.meanwhile = () => log.append(feed, { kind: 'takedown', id, reason: 'asked for' });
      run();
      await allTold();
      expect(target.everything).not.toContain('canary');
      expect(target.told.at(-2)).toMatchObject({ kind: 'takedown', id });
    });

    test('keeps what its target refuses as a dead letter, goes on, and tells it as it is now when it is asked to', async () => {
      const { log, feed } = room;
      const followers = new SqlFollowers(room.database);
      await follow();
      run();
      target.manner = 'refusing';
      const gone = await room.post('gone later');
      await room.post('refused');
      await until(async () => (await state())?.deadLetters === 2, 'two dead letters');
      expect(await state()).toMatchObject({ health: 'well', behind: 0 });
      const rows = await room.everyRow(['followers', 'dead_letters']);
      expect(rows).not.toMatch(/gone later|refused"/);
      target.manner = 'well';
      await room.post('taken');
      await log.append(feed, { kind: 'takedown', id: gone.id, reason: 'asked for' });
      await allTold();
      const before = target.taken.length;
      await followers.retry(feed, here.id, ana);
      await until(async () => (await state())?.deadLetters === 0, 'no dead letter');
      const again = target.taken.slice(before).map(({ data }) => [data.seq, data.kind]);
      expect(again).toEqual([
        [1, 'takedown'],
        [2, 'post'],
      ]);
    });

    test('pauses when its target wants nothing more, and loses nothing by it', async () => {
      const { feed } = room;
      await follow();
      run();
      target.manner = 'gone';
      await room.post('one');
      await until(async () => (await state())?.health === 'paused', 'the pause');
      expect(await state()).toMatchObject({ pause: 'gone', behind: 1 });
      const { calls } = target;
      target.manner = 'well';
      await room.post('two');
      await new SqlFollowers(room.database).change(feed, here.id, { state: 'running' }, ana);
      await allTold();
      expect(target.told).toEqual(await room.allChanges());
      expect(target.calls).toBe(calls + 2);
    });

    test('passes from an instance that was killed to another, and from a run to the next; two instances tell nothing twice', async () => {
      await follow();
      // Its instance has died with the lease.
      await room.post('one');
      const leases = new SqlLeases(room.database);
      expect(await leases.take(here.id, randomUUID(), 1)).toBeDefined();
      const other = await room.place.open();
      const two = [run(), run({}, other)];
      await allTold();
      const posts = Array.from({ length: 30 }, (_, n) => room.post(`at once ${n}`));
      await Promise.all(posts);
      await allTold();
      expect(target.taken.map(({ data }) => data)).toEqual(await room.allChanges());
      // Stopped in the middle of a call, which another run makes again.
      target.manner = 'silent';
      const { calls } = target;
      await room.post('in the middle');
      await until(() => target.calls > calls, 'a call');
      for (const runner of two) await runner.close();
      target.manner = 'well';
      run();
      await allTold();
      expect(target.told).toEqual(await room.allChanges());
      await here.stop();
      await other.close();
    });

    test('with a filter tells what it chooses, and all that becomes of it', async () => {
      const { log, feed } = room;
      await follow('key');
      await room.post('no key event');
      const key = { ...postOf('a key event'), content: { ...contentOf('a key event'), key: true } };
      await log.append(feed, key);
      const { id: item } = key;
      await log.append(feed, { kind: 'edit', id: item, rev: 1, patch: { key: false } });
      await log.append(feed, { kind: 'correct', id: item, rev: 2, note: 'Two.', patch: {} });
      run({ maxInARow: 1 });
      await allTold();
      expect(target.told.map(({ seq }) => seq)).toEqual([2, 3, 4]);
      expect(target.everything).not.toContain('no key event');
    });

    test('that is slow keeps no other waiting', async () => {
      const followers = new SqlFollowers(room.database);
      target.manner = 'silent';
      await follow();
      const slow = target;
      const quick = await open();
      const { id: second } = await here.add(quick);
      run({ maxAtOnce: 2 });
      for (let n = 1; n <= 3; n += 1) {
        await room.post(`${n}`);
        await until(() => quick.told.length === n, 'the quick one to be told');
      }
      expect(slow.taken).toEqual([]);
      await here.stop();
      await followers.remove(room.feed, second, ana);
      await quick[Symbol.asyncDispose]();
    });
  });
}
