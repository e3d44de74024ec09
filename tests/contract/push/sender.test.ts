import { onEveryDatabase } from '../on-every-database.ts';
import { until } from '../../until.ts';
import { PushInstance, PushRoom } from './push-room.ts';

onEveryDatabase('push to browsers', (room) => {
  const push = new PushRoom(room);
  beforeEach(() => push.begin());
  afterEach(() => push.end());

  const titles = () =>
    push.service
      .splice()
      .map(({ to, message }) => `${to}: ${message.kind} ${message.title}`)
      .sort();

  test('an item that breaks, or is posted with a chosen tag, is told each browser once, as it is in that moment', async () => {
    const { log, feed } = room;
    const { here, service } = push;
    here.run();
    await push.subscribe('ana');
    await push.subscribe('bob', ['breaking', 'tag:port']);
    await push.subscribe('eve', ['tag:port']);
    await push.publish('no news');
    const first = await push.publish('Gates shut', { breaking: true, tags: ['port', 'x'] });
    await push.settled();
    const [message] = service.taken;
    expect(message).toMatchObject({
      ttl: 43_200,
      urgency: 'high',
      message: {
        feed,
        item: first.id,
        body: 'Budget day\nGates shut.',
        lang: 'en',
        dir: 'ltr',
        at: first.postedAt,
        first: true,
      },
    });
    expect([...service.contacts]).toEqual(['mailto:news@live.example']);
    expect(titles()).toEqual(['ana', 'bob', 'eve'].map((to) => `${to}: show Gates shut`));
    // An edit of what was told is told nobody, nor is a tag that is put on later; one that makes an item breaking is.
    await log.append(feed, { kind: 'edit', id: first.id, rev: 1, patch: { headline: 'Shut' } });
    await log.append(feed, { kind: 'pin', id: first.id });
    const later = await push.publish('later');
    await log.append(feed, { kind: 'edit', id: later.id, rev: 1, patch: { tags: ['port'] } });
    await log.append(feed, { kind: 'edit', id: later.id, rev: 2, patch: { breaking: true } });
    await push.settled();
    expect(titles()).toEqual(['ana: show later', 'bob: show later']);
    // While messages wait, items change.
    await here.stop();
    const items = await Promise.all(
      ['canary', 'withdrawn', 'wrong', 'calm'].map((h) => push.breaks(h)),
    );
    const [gone, struck, wrong, calm] = items.map(({ id }) => id);
    for (const { id } of items) await here.parts.pushes.handOver(feed, id, ['breaking']);
    expect(await room.everyRow(['pushes'])).not.toMatch(/canary|withdrawn|wrong|calm/);
    expect(await room.everyRow(['push_browsers'])).not.toContain('/push/');
    await push.takeDown(gone ?? '');
    await log.append(feed, { kind: 'strike', id: struck ?? '', rev: 1, note: 'No.' });
    await log.append(feed, {
      kind: 'correct',
      id: wrong ?? '',
      rev: 1,
      note: 'Not so.',
      patch: { headline: 'right' },
    });
    await log.append(feed, { kind: 'edit', id: calm ?? '', rev: 1, patch: { breaking: false } });
    here.run();
    await push.settled();
    const all = JSON.stringify(service.taken);
    expect(titles()).toEqual(['ana: show right', 'bob: show right']);
    expect(all).toContain('Corrected — Not so.');
    expect(all).not.toMatch(/canary|withdrawn|calm/);
    expect(here.errors).toEqual([]);
  });

  test('what was told is replaced by its remarks and taken back by its takedown, for those who were told, under one topic', async () => {
    const { log, feed } = room;
    const { here, service } = push;
    here.run();
    await push.subscribe('ana');
    const { id } = await push.breaks('Four gates shut');
    await push.settled();
    const [told] = service.splice();
    await push.subscribe('late');
    await log.append(feed, {
      kind: 'correct',
      id,
      rev: 1,
      note: 'Three, not four.',
      patch: { headline: 'Three gates shut' },
    });
    await push.settled();
    const [corrected, ...others] = service.splice();
    expect(others).toEqual([]);
    expect(corrected).toMatchObject({
      to: 'ana',
      topic: told?.topic,
      urgency: 'normal',
      message: { title: 'Three gates shut', first: false },
    });
    expect(corrected?.text).toContain('Corrected — Three, not four.');
    await log.append(feed, { kind: 'strike', id, rev: 2, note: 'Nothing of it is so.' });
    await push.settled();
    const [struck] = service.splice();
    expect(struck?.message).toMatchObject({ title: 'Withdrawn: Three gates shut', first: false });
    expect(struck?.text).not.toContain('Four gates shut.');
    const other = await push.breaks('another');
    await push.settled();
    expect(service.splice().map(({ topic }) => topic)).not.toContain(told?.topic);
    await push.takeDown(id);
    await push.settled();
    const [closed, ...more] = service.splice();
    expect(more).toEqual([]);
    expect(closed).toMatchObject({
      to: 'ana',
      topic: told?.topic,
      ttl: 604_800,
      urgency: 'high',
      message: { kind: 'close', feed, item: id, title: 'Budget day' },
    });
    expect(closed?.text).not.toContain('gates');
    // It is over: nobody is told of it again.
    expect(await room.everyRow(['pushes'])).not.toContain(id);
    expect(await room.everyRow(['pushes'])).toContain(other.id);
  });

  test('two instances tell each browser once', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await push.subscribe(name);
    push.here.run({ maxAtService: 2 });
    const database = await room.place.open();
    const there = new PushInstance(database);
    there.run({ maxAtService: 3 });
    await Promise.all(['one', 'two', 'three', 'four'].map((headline) => push.breaks(headline)));
    await push.settled();
    expect(push.service.taken).toHaveLength(20);
    expect(new Set(titles()).size).toBe(20);
    await there.stop();
    await database.close();
  });

  test('a browser that wants no more, or is gone, is told nothing and forgotten; one that is reached otherwise is told there', async () => {
    const { here, service } = push;
    const { browsers } = here.parts;
    here.run();
    const [ana, bob] = [await push.subscribe('ana'), await push.subscribe('bob')];
    await push.subscribe('eve');
    service.manners.set('eve', 'gone');
    // The same wish again, and another.
    expect(await browsers.subscribe(room.feed, ana, ['breaking'])).toBe('taken');
    expect(await browsers.subscribe(room.feed, bob, ['tag:x'])).toBe('taken');
    await push.breaks('one');
    await push.settled();
    expect(titles()).toEqual(['ana: show one']);
    expect(await push.counts()).toMatchObject({ browsers: 2, breaking: 1 });
    expect(here.parts.numbers.outcomes).toEqual({ sent: 1, gone: 1, never: 0, again: 0 });
    await browsers.renew(ana.endpoint, service.subscribe('ana-2'));
    await browsers.renew(`${ana.endpoint}/unknown`, service.subscribe('x'));
    await browsers.unsubscribe('another-feed', bob.endpoint);
    await browsers.unsubscribe(room.feed, bob.endpoint);
    await browsers.unsubscribe(room.feed, bob.endpoint);
    await push.publish('two', { breaking: true, tags: ['x'] });
    await push.settled();
    expect(titles()).toEqual(['ana-2: show two']);
    await browsers.unsubscribe(room.feed, `${service.origin}/push/ana-2`);
    expect(await push.counts()).toMatchObject({ browsers: 0 });
    for (const table of ['push_browsers', 'push_choices', 'pushes'] as const) {
      expect(await room.database.db.selectFrom(table).selectAll().execute()).toEqual([]);
    }
  });

  test('there is a bound to the browsers of a feed and of an unknown push service; endpoints cannot be read without the key, nor used with another', async () => {
    const { here, service } = push;
    const { feed } = room;
    const { Browsers } = await import('../../../src/push/store/browsers.ts');
    const bounded = (maxOfFeed: number, maxAtOtherService: number) =>
      new Browsers(room.database, here.parts.keys, { maxOfFeed, maxAtOtherService });
    const addresses = ['a', 'b', 'c'].map((name) => service.subscribe(name));
    const [a, b, c] = addresses;
    if (a === undefined || b === undefined || c === undefined) throw new Error('There are three.');
    const filters = ['breaking'];
    expect(await bounded(2, 9).subscribe('another-feed', a, filters)).toBe('closed');
    expect(await bounded(2, 9).subscribe(feed, a, filters)).toBe('taken');
    expect(await bounded(2, 9).subscribe(feed, b, filters)).toBe('taken');
    expect(await bounded(2, 9).subscribe(feed, c, filters)).toBe('full');
    expect(await bounded(2, 9).subscribe(feed, a, ['tag:x', 'breaking'])).toBe('taken');
    expect(await bounded(9, 2).subscribe(feed, c, filters)).toBe('full');
    const known = { ...c, endpoint: 'https://fcm.googleapis.com/fcm/send/c' };
    expect(await bounded(9, 2).subscribe(feed, known, filters)).toBe('taken');
    await here.parts.browsers.unsubscribe(feed, known.endpoint);
    expect(await room.everyRow(['push_browsers'])).not.toMatch(/\/push\/|fcm\/send/);
    expect(await push.counts()).toMatchObject({ browsers: 2, breaking: 2 });
    const other = Buffer.alloc(32, 'another key').toString('base64');
    const there = new PushInstance(room.database, other);
    there.run();
    await push.breaks('nobody reads it');
    await push.settled();
    await until(() => there.parts.numbers.outcomes.never === 2, 'both to be left out');
    await there.stop();
    expect(service.taken).toEqual([]);
  });
});
