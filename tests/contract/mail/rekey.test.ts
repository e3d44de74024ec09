import { rekey } from '../../../src/mail/store/rekey.ts';
import { onEveryDatabase } from '../on-every-database.ts';
import { breaking, MailInstance, MailRoom } from './mail-room.ts';

const admin = { name: 'admin' };

onEveryDatabase('another MAIL_KEY', (room) => {
  const mail = new MailRoom(room);
  beforeEach(() => mail.begin());
  afterEach(() => mail.end());

  const withKey = (key: string, before?: string) =>
    new MailInstance(room.database, undefined, key, before);
  const rows = () => room.database.db.selectFrom('subscribers').selectAll().orderBy('id').execute();

  test('takes all addresses over, once; links of before lead on while the key of before is there', async () => {
    const early = withKey('early key');
    const people = Array.from({ length: 3 }, (_, n) => `reader${n}@example.org`);
    for (const one of people) await early.requests.ask(room.feed, one, [breaking]);
    const [subscription] = await room.database.db.selectFrom('subscriptions').selectAll().execute();
    if (subscription === undefined) throw new Error('It was asked for.');
    const link = early.seal.token('unsubscribe', subscription.id);

    const late = withKey('late key', 'early key');
    const alone = withKey('late key');
    const opened = async ({ seal }: MailInstance) =>
      (await rows()).flatMap(({ address }) => seal.open(address) ?? []).sort();
    expect(await opened(late)).toEqual(people);
    expect(await opened(alone)).toEqual([]);
    // Two instances start at once.
    const both = await Promise.all([
      rekey(room.database, late.seal),
      rekey(room.database, late.seal),
    ]);
    expect(both.reduce((sum, { done }) => sum + done, 0)).toBeGreaterThanOrEqual(3);
    expect(await rekey(room.database, late.seal)).toEqual({ done: 0, left: 0 });
    expect(await opened(alone)).toEqual(people);
    expect(await opened(early)).toEqual([]);

    expect(await late.subscribers.find(link, 'unsubscribe')).toBeDefined();
    expect(await alone.subscribers.find(link, 'unsubscribe')).toBeUndefined();
    // Found by the hash of the new key: asked again, nobody is there twice.
    await alone.requests.ask(room.feed, 'Reader0@example.org', [breaking]);
    expect(await rows()).toHaveLength(3);
    expect(await alone.audience.erase('reader0@example.org', admin)).toBe(true);
  });

  test('leaves what neither key opens, and who is there under both, as they are, and says how many', async () => {
    await withKey('lost key').requests.ask(room.feed, 'lost@example.org', [breaking]);
    await withKey('early key').requests.ask(room.feed, 'both@example.org', [breaking]);
    const late = withKey('late key', 'early key');
    await late.requests.ask(room.feed, 'both@example.org', [breaking]);
    const before = await rows();
    expect(await rekey(room.database, late.seal)).toEqual({ done: 0, left: 2 });
    expect(await rows()).toEqual(before);
  });
});
