import { SqlFollowers } from '../../../src/followers/store/sql-followers.ts';
import type { NetworkServer } from '../../followers/networks/network-server.ts';
import { until } from '../../until.ts';
import { contentOf } from '../commands.ts';
import { onEveryDatabase } from '../on-every-database.ts';
import { ana, FollowerRoom } from './follower-room.ts';

interface Promises {
  /** A post can be changed there; else what is said of it answers it. */
  readonly edits: boolean;
  /** What is posted again under its key is not a second post. */
  readonly knowsKeys: boolean;
}

/** What every kind of follower promises that has items as posts on a network, on every database. */
export function networkContract(
  kind: string,
  open: () => Promise<NetworkServer>,
  { edits, knowsKeys }: Promises,
): void {
  onEveryDatabase(`a follower of the kind ${kind}`, (room) => {
    const here = new FollowerRoom(room, kind, open);
    const { run, follow, state, allTold } = here;
    let network: NetworkServer;

    beforeEach(async () => {
      network = await here.begin();
    });
    afterEach(() => here.end());

    const followers = () => new SqlFollowers(room.database);
    const texts = () => network.shown.map(({ text }) => text);
    const all = () => texts().join('\n');

    test('has each item as a post that leads to it, changed and removed as the item is; what nobody would see asks for nothing', async () => {
      const { log, feed } = room;
      const old = await room.post('from before');
      await follow();
      run();
      await log.append(feed, {
        kind: 'edit',
        id: old.id,
        rev: 1,
        patch: contentOf('from before 2'),
      });
      const { id } = await room.post('Gates shut');
      const other = await room.post('Another');
      await allTold();
      const url = `https://news.example/feeds/${feed}/items/${id}`;
      expect(network.shown).toHaveLength(2);
      expect(`${texts()[0]} ${network.shown[0]?.card}`).toMatch(/^Gates shut/);
      expect(`${texts()[0]} ${network.shown[0]?.card}`).toContain(url);

      const { calls } = network;
      await log.append(feed, { kind: 'pin', id });
      await log.append(feed, { kind: 'feed', patch: { title: 'Other' } });
      await log.append(feed, { kind: 'edit', id, rev: 1, patch: { tags: ['x'] } });
      await allTold();
      expect(network.calls).toBe(calls);

      await log.append(feed, { kind: 'edit', id, rev: 2, patch: contentOf('Gates are shut') });
      await log.append(feed, { kind: 'correct', id, rev: 3, note: 'It is two gates.', patch: {} });
      await allTold();
      expect(all()).toContain('Corrected: It is two gates.');
      expect(all().includes('Gates are shut')).toBe(edits);
      await log.append(feed, { kind: 'strike', id, rev: 4, note: 'A hoax.' });
      await allTold();
      expect(all()).toContain('Withdrawn: A hoax.');
      expect(network.shown).toHaveLength(edits ? 2 : 4);
      expect(network.shown.slice(2).every(({ under }) => under === network.shown[0]?.name)).toBe(
        true,
      );
      await log.append(feed, { kind: 'takedown', id, reason: 'asked for' });
      await allTold();
      expect(texts()).toEqual([expect.stringMatching(/^Another/)]);
      const redacted = { ...contentOf('Without the name') };
      const redact = {
        kind: 'redact',
        id: other.id,
        rev: 1,
        note: 'A name.',
        patch: redacted,
      } as const;
      await log.append(feed, redact);
      await allTold();
      expect(texts()).toEqual([expect.stringMatching(/^Without the name/)]);
      expect(await room.everyRow(['followers', 'network_posts', 'network_intents'])).not.toMatch(
        /Another|Without the name/,
      );
    });

    test('never posts what is taken down while the network is away, and goes on in order when it is back', async () => {
      const { log, feed } = room;
      await follow();
      run();
      for (const manner of ['down', 'busy', 'garbage'] as const) {
        const before = network.calls;
        network.manner = manner;
        await room.post(`while ${manner}`);
        await until(() => network.calls > before, `a try while it is ${manner}`);
        await until(async () => (await state())?.health !== 'well', 'the failure to be known');
        network.manner = 'well';
        await allTold();
      }
      expect(texts().map((text) => text.split('\n')[0])).toEqual([
        'while down',
        'while busy',
        'while garbage',
      ]);
      await here.stop();
      const { everything } = network;
      const { id } = await room.post('a canary');
      await log.append(feed, { kind: 'takedown', id, reason: 'asked for' });
      // Also when the one before it is being posted.
      await room.post('one before');
      const next = await room.post('a canary again');
      network.meanwhile = () =>
        log.append(feed, { kind: 'takedown', id: next.id, reason: 'asked for' });
      run();
      await allTold();
      expect(network.everything.slice(everything.length)).not.toContain('canary');
      expect(network.shown).toHaveLength(4);
    });

    test('keeps what the network refuses as a dead letter, pauses where its secret is good no longer, and goes on with another', async () => {
      await follow();
      run();
      network.manner = 'refusing';
      const { id } = await room.post('refused');
      await until(async () => (await state())?.deadLetters === 1, 'the dead letter');
      await room.log.append(room.feed, { kind: 'edit', id, rev: 1, patch: contentOf('mended') });
      await until(async () => (await state())?.deadLetters === 2, 'the second');
      network.manner = 'closed';
      await room.post('waits');
      await until(async () => (await state())?.health === 'paused', 'the pause');
      expect(await state()).toMatchObject({
        pause: 'gone',
        answers: [{ reason: 'answered 401' }, {}, {}],
      });
      network.manner = 'well';
      const said = network.everything.length;
      await followers().change(room.feed, here.id, { state: 'running' }, ana);
      await followers().retry(room.feed, here.id, ana);
      await until(async () => (await state())?.deadLetters === 0, 'no dead letter');
      await allTold();
      // What is sent again is what the item is by now.
      expect(texts()).toHaveLength(2);
      expect(all()).toMatch(/^mended/m);
      expect(all()).toMatch(/^waits/m);
      expect(network.everything.slice(said)).not.toContain('refused');
    });

    test(`${knowsKeys ? 'posts once' : 'loses nothing'} where the network’s answer is lost; what somebody removed there by hand stays removed`, async () => {
      const { log, feed } = room;
      await follow();
      run();
      await room.post('the first');
      await allTold();
      network.manner = 'cut';
      const { id } = await room.post('cut off');
      await until(() => network.shown.length > 1, 'the post');
      await until(async () => (await state())?.health !== 'well', 'the failure to be known');
      // What stands there has the words of the first try, whatever was sent again under its key.
      await log.append(feed, { kind: 'edit', id, rev: 1, patch: contentOf('cut off no more') });
      network.manner = 'well';
      await allTold();
      if (knowsKeys) expect(network.shown).toHaveLength(2);
      if (edits) expect(all()).toContain('cut off no more');
      network.shown.splice(0);
      await log.append(feed, { kind: 'edit', id, rev: 2, patch: contentOf('mended') });
      await log.append(feed, { kind: 'takedown', id, reason: 'asked for' });
      await allTold();
      expect(network.shown).toEqual([]);
      // Where it may have been posted twice, an editor is told to look.
      expect(await state()).toMatchObject({ health: 'well', deadLetters: knowsKeys ? 0 : 1 });
    });

    test('says what was corrected while nobody knew whether the item had been posted', async () => {
      const { log, feed } = room;
      await follow();
      run();
      await room.post('the first');
      await allTold();
      network.manner = 'cut';
      const { id } = await room.post('The gate is shut');
      await until(() => network.shown.length > 1, 'the post');
      await until(async () => (await state())?.health !== 'well', 'the failure to be known');
      await log.append(feed, { kind: 'correct', id, rev: 1, note: 'It is two gates.', patch: {} });
      network.manner = 'well';
      await allTold();
      expect(all()).toContain('Corrected: It is two gates.');
    });
  });
}
