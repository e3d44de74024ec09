import { tellOfKeyBefore } from '../../../src/push/open-push.ts';
import type { BrowserAddress } from '../../../src/push/store/browser-address.ts';
import { until } from '../../until.ts';
import { pushKey } from '../../push/keys.ts';
import { onEveryDatabase } from '../on-every-database.ts';
import { PushInstance, PushRoom } from './push-room.ts';

const lateKey = Buffer.alloc(32, 'the key of after').toString('base64');

onEveryDatabase('another PUSH_KEY', (room) => {
  const push = new PushRoom(room);
  /** An instance of after the change, and one that has forgotten the key of before. */
  let [late, alone]: PushInstance[] = [];
  beforeEach(async () => {
    await push.begin();
    late = new PushInstance(room.database, lateKey, pushKey);
    alone = new PushInstance(room.database, lateKey);
  });
  afterEach(async () => {
    await late?.stop();
    await alone?.stop();
    await push.end();
  });

  const at = (instance: PushInstance | undefined) => {
    if (instance === undefined) throw new Error('Only inside a test.');
    return instance;
  };
  const keyOf = (instance: PushInstance | undefined) => at(instance).parts.settings.vapid.publicKey;
  const titles = () =>
    push.service
      .splice()
      .map(({ to, message }) => `${to}: ${message.kind} ${message.title}`)
      .sort();
  const rows = () => room.database.db.selectFrom('push_browsers').selectAll().execute();
  const told = async (instance: PushInstance | undefined) => {
    const words: string[] = [];
    await tellOfKeyBefore(at(instance).parts, (text) => void words.push(text));
    return words;
  };
  const wish = (address: BrowserAddress, serverKey?: string) =>
    at(late).parts.browsers.subscribe(room.feed, { ...address, serverKey }, ['breaking']);

  test('browsers that subscribed with the key of before are told by it, and new ones by the new one; a takedown has the topic of what it takes back', async () => {
    await push.subscribe('ana');
    push.here.run();
    const first = await push.breaks('before');
    await push.settled();
    const [before] = push.service.taken;
    expect(titles()).toEqual(['ana: show before']);
    await push.here.stop();

    expect(await told(late)).toEqual([expect.stringContaining('open a page: 1. Leave it set.')]);
    const bob = push.service.subscribe('bob', keyOf(late));
    expect(await wish(bob, keyOf(late))).toBe('taken');
    at(late).run();
    await push.breaks('after');
    await push.settled();
    // The push service refuses what is signed by another key than the browser's.
    expect(titles()).toEqual(['ana: show after', 'bob: show after']);
    expect(at(late).parts.numbers.outcomes).toMatchObject({ sent: 2, never: 0, gone: 0 });
    await push.takeDown(first.id);
    await push.settled();
    expect(push.service.taken.map(({ to, topic }) => [to, topic])).toEqual([
      ['ana', before?.topic],
    ]);
    expect(titles()).toEqual(['ana: close Budget day']);
  });

  test('a browser that subscribes anew by the new key takes all that it was told of with it, and the old row goes', async () => {
    const ana = await push.subscribe('ana', ['breaking', 'tag:port']);
    const fresh = push.service.subscribe('ana-anew', keyOf(late));
    await at(late).parts.browsers.renew(ana.endpoint, { ...fresh, serverKey: keyOf(late) });
    expect(await rows()).toHaveLength(1);
    expect(await told(late)).toEqual([expect.stringContaining('can be left out')]);
    expect(await told(alone)).toEqual([]);
    at(alone).run();
    await push.publish('of the port', { tags: ['port'] });
    await push.settled();
    expect(titles()).toEqual(['ana-anew: show of the port']);
  });

  test('a page of before that says no key, or the old one, changes and ends what it began; a key that is none of ours is refused', async () => {
    const ana = await push.subscribe('ana');
    // The same subscription, by a page of a release before: it is of the key that it was.
    expect(await wish(ana)).toBe('taken');
    // A page that was open all the time subscribes with the old key.
    const eve = push.service.subscribe('eve', keyOf(push.here));
    expect(await wish(eve, keyOf(push.here))).toBe('taken');
    expect(await rows()).toHaveLength(2);
    at(late).run();
    await push.breaks('to both');
    await push.settled();
    expect(titles()).toEqual(['ana: show to both', 'eve: show to both']);
    for (const { endpoint } of [ana, eve]) {
      await at(late).parts.browsers.unsubscribe(room.feed, endpoint);
    }
    expect(await rows()).toEqual([]);
    const stranger = new PushInstance(room.database, Buffer.alloc(32, 'x').toString('base64'));
    const bad = push.service.subscribe('bad', keyOf(stranger));
    expect(await wish(bad, keyOf(stranger))).toBe('stranger');
    expect(await rows()).toEqual([]);
  });

  test('without the key of before nothing is sent to its browsers, and they are there again with it', async () => {
    await push.subscribe('ana');
    at(alone).run();
    await push.breaks('lost');
    await until(() => at(alone).parts.numbers.outcomes.never === 1, 'it to be left out');
    await at(alone).stop();
    at(late).run();
    await push.breaks('found');
    await push.settled();
    expect(titles()).toEqual(['ana: show found']);
  });
});
