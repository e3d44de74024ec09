import { SqlFollowers } from '../../../src/followers/store/sql-followers.ts';
import type { NetworkServer } from '../../followers/networks/network-server.ts';
import { until } from '../../until.ts';
import { contentOf } from '../commands.ts';
import { onEveryDatabase } from '../on-every-database.ts';
import { ana, FollowerRoom } from './follower-room.ts';

/** What an editor is told of a post that nobody can find. */
export const byHand = 'may stand there: look and remove it by hand';

/**
 * What every kind of follower promises of posts on a network whose names it never learned, on every database. `finds`: the network
 * finds them; else an editor is told of each.
 */
export function unnamedContract(
  kind: string,
  open: () => Promise<NetworkServer>,
  { finds }: { readonly finds: boolean },
): void {
  onEveryDatabase(`a post without a name, of the kind ${kind}`, (room) => {
    const here = new FollowerRoom(room, kind, open);
    const { run, follow, state, allTold } = here;
    let network: NetworkServer;

    beforeEach(async () => {
      network = await here.begin();
      await follow();
    });
    afterEach(() => here.end());

    const followers = () => new SqlFollowers(room.database);
    const retry = () => followers().retry(room.feed, here.id, ana);
    const takeDown = (id: string) =>
      room.log.append(room.feed, { kind: 'takedown', id, reason: 'asked for' });
    const texts = () => network.shown.map(({ text }) => text.split('\n')[0]);
    const isFailing = () => until(async () => (await state())?.health !== 'well', 'the failure');
    const letters = async () =>
      (await followers().deadLetters(here.id)).map(({ item, reason }) => [item, reason]);

    /** Posts an item, of which nobody learns the name: its answer is lost, and nothing is tried again. */
    const postUnanswered = async (headline: string) => {
      const count = network.shown.length;
      network.manner = 'cut';
      const item = await room.post(headline);
      await until(() => network.shown.length > count, 'the post');
      await isFailing();
      network.manner = 'well';
      return item;
    };

    /** The network has nothing of an item any more, or an editor is told so, once. */
    const expectGone = async (id: string, left: readonly string[]) => {
      const gone = texts().filter((text) => !left.includes(text ?? ''));
      if (finds) expect(gone).toEqual([]);
      expect(texts()).toEqual(expect.arrayContaining([...left]));
      expect(await letters()).toEqual(finds ? [] : [[id, byHand]]);
      expect(await state()).toMatchObject({ health: 'well', behind: 0 });
      // An editor has looked: there is nothing more to tell.
      await retry();
      await until(async () => (await state())?.deadLetters === 0, 'no dead letter');
      await allTold();
      const rows = await room.everyRow(['network_posts', 'network_intents']);
      expect(rows).not.toContain(id);
    };

    test('is removed when its item is taken down, though the network’s answer was lost', async () => {
      run({ waitSeconds: () => 3_600 });
      await room.post('the first');
      await allTold();
      const { id } = await postUnanswered('nobody knows its name');
      await takeDown(id);
      await retry();
      await allTold();
      await expectGone(id, ['the first']);
    });

    test('is removed when its item is taken down, though the instance that posted it was killed before it wrote the name down', async () => {
      run();
      await room.post('the first');
      await allTold();
      // The network carries it out when its sender is there no more.
      network.meanwhile = () => here.stop();
      const { id } = await room.post('nobody knows its name');
      await until(() => network.shown.length === 2, 'the post');
      await takeDown(id);
      run();
      await allTold();
      await expectGone(id, ['the first']);
    });

    test('is removed with its item, also where it was posted again and has a name by then, and what answers it', async () => {
      run({ waitSeconds: () => 3_600 });
      await room.post('the first');
      await allTold();
      const { id } = await postUnanswered('posted twice, perhaps');
      await retry();
      await allTold();
      network.manner = 'cut';
      const { calls } = network;
      const patch = { kind: 'correct', id, rev: 1, note: 'Two gates.', patch: {} } as const;
      await room.log.append(room.feed, patch);
      await until(() => network.calls > calls, 'the correction');
      await isFailing();
      network.manner = 'well';
      await takeDown(id);
      await retry();
      await allTold();
      await expectGone(id, ['the first']);
    });

    test('is not looked for where the network has said that it does not take it', async () => {
      run({ waitSeconds: () => 3_600 });
      await room.post('the first');
      await allTold();
      network.manner = 'busy';
      const { id } = await room.post('too many requests');
      await isFailing();
      network.manner = 'well';
      const { calls } = network;
      await takeDown(id);
      await retry();
      await allTold();
      expect(network.calls).toBe(calls);
      expect(await letters()).toEqual([]);
    });

    test('leaves no text that was replaced and erased', async () => {
      run({ waitSeconds: () => 3_600 });
      await room.post('the first');
      await allTold();
      const { id } = await postUnanswered('a name');
      await retry();
      await allTold();
      const patch = { ...contentOf('without it') };
      const redact = { kind: 'redact', id, rev: 1, note: 'A name.', patch } as const;
      await room.log.append(room.feed, redact);
      await allTold();
      expect(texts()).toEqual(expect.arrayContaining(['the first', 'without it']));
      if (finds) expect(texts()).toHaveLength(2);
      expect(await letters()).toEqual(finds ? [] : [[id, byHand]]);
    });
  });
}
