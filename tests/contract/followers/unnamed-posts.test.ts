import { BlueskyServer } from '../../followers/networks/bluesky-server.ts';
import { MastodonServer } from '../../followers/networks/mastodon-server.ts';
import { TelegramServer } from '../../followers/networks/telegram-server.ts';
import { until } from '../../until.ts';
import { onEveryDatabase } from '../on-every-database.ts';
import { FollowerRoom, ana } from './follower-room.ts';
import { SqlFollowers } from '../../../src/followers/store/sql-followers.ts';
import { byHand, unnamedContract } from './unnamed-contract.ts';

unnamedContract('mastodon', () => new MastodonServer().open(), { finds: true });
unnamedContract('bluesky', () => new BlueskyServer().open(), { finds: true });
unnamedContract('telegram', () => new TelegramServer().open(), { finds: false });

onEveryDatabase('a post without a name on Mastodon', (room) => {
  const here = new FollowerRoom(room, 'mastodon', () => new MastodonServer().open());
  const { run, follow, state, allTold } = here;
  let network: MastodonServer;

  beforeEach(async () => {
    network = await here.begin();
    await follow();
    run({ waitSeconds: () => 3_600 });
    await room.post('the first');
    await allTold();
  });
  afterEach(() => here.end());

  const followers = () => new SqlFollowers(room.database);
  const retry = () => followers().retry(room.feed, here.id, ana);
  const heads = () => network.shown.map(({ text }) => text.split('\n')[0]);
  const takeDown = (id: string) =>
    room.log.append(room.feed, { kind: 'takedown', id, reason: 'asked for' });
  const letters = async () =>
    (await followers().deadLetters(here.id)).map(({ item, reason }) => [item, reason]);

  const unanswered = async (manner: 'cut' | 'down') => {
    const { calls } = network;
    network.manner = manner;
    const item = await room.post('nobody knows its name');
    await until(() => network.calls > calls, 'a try');
    await until(async () => (await state())?.health !== 'well', 'the failure');
    network.manner = 'well';
    return item;
  };
  /** Two hours pass. */
  const grow = async () => {
    const before = new Date(Date.now() - 7_200_000).toISOString();
    await room.database.db.updateTable('network_intents').set({ made_at: before }).execute();
    network.forgetKeys();
  };

  test('is found hours later among others: it is not posted twice, and goes with its item', async () => {
    const { id } = await unanswered('cut');
    await grow();
    for (let n = 0; n < 100; n += 1) network.shownByHand(`by hand ${n}`);
    const before = heads();
    await retry();
    await allTold();
    expect(heads()).toEqual(before);
    await takeDown(id);
    await allTold();
    expect(heads()).toEqual(before.filter((head) => head !== 'nobody knows its name'));
    expect(await letters()).toEqual([]);
  });

  test('goes with its item within the hour though the token may read nothing, and nothing else is shown meanwhile', async () => {
    network.mayRead = false;
    for (const manner of ['cut', 'down'] as const) {
      const { id } = await unanswered(manner);
      await takeDown(id);
      await retry();
      await allTold();
      expect(heads()).toEqual(['the first']);
      expect(network.hidden).toEqual([]);
    }
    // The first, and what was cut off.
    expect(network.everShown).toHaveLength(2);
    expect(await letters()).toEqual([]);
  });

  test('is told to an editor where the token may read nothing, and its key is forgotten', async () => {
    network.mayRead = false;
    const { id } = await unanswered('cut');
    await grow();
    await takeDown(id);
    await retry();
    await allTold();
    expect(await letters()).toEqual([[id, byHand]]);
  });
});
