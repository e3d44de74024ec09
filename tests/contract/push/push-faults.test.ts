import { until } from '../../until.ts';
import { onEveryDatabase } from '../on-every-database.ts';
import { PushInstance, PushRoom } from './push-room.ts';

/** At length, with processes that are killed: `npm run faults -- --only push`. */
onEveryDatabase('push, when something fails', (room) => {
  const push = new PushRoom(room);
  beforeEach(() => push.begin());
  afterEach(() => push.end());

  test('a push service that is down, silent, failing or busy loses nothing, holds up no other, and is left alone for as long as it asks', async () => {
    const { here, service } = push;
    const waits: (readonly [number, number | undefined])[] = [];
    const waitSeconds = (failures: number, asked?: number) => {
      waits.push([failures, asked]);
      return 0.02;
    };
    here.run({ waitSeconds }, 500);
    await using other = await push.openService();
    await push.subscribe('ana');
    await push.subscribe('bob');
    await push.subscribe('eve', ['breaking'], other);
    for (const manner of ['down', 'silent', 'failing', 'busy'] as const) {
      waits.splice(0);
      service.manner = manner;
      const headline = `while it is ${manner}`;
      await push.breaks(headline);
      await until(() => other.to('eve').length > 0, 'the other to be told');
      other.splice();
      await until(() => waits.length > 1, 'another try');
      expect([manner, waits[0]]).toEqual([manner, [1, manner === 'busy' ? 7 : 0]]);
      expect(waits[1]?.[0]).toBe(2);
      service.manner = 'well';
      await push.settled();
      const told = service.splice().map(({ to, message }) => `${to} ${message.title}`);
      expect([...new Set(told)].sort()).toEqual([`ana ${headline}`, `bob ${headline}`]);
    }
    // One browser that fails is no reason to leave the others alone; what is refused is not tried again.
    waits.splice(0);
    service.manners.set('ana', 'failing');
    await push.breaks('for bob');
    await until(() => service.to('bob').length === 1, 'bob to be told');
    service.manners.set('ana', 'refusing');
    await push.settled();
    expect(new Set(service.splice().map(({ to }) => to))).toEqual(new Set(['bob']));
    expect(here.parts.numbers.outcomes.never).toBe(1);
    expect(here.errors).toEqual([]);
  });

  test('a push service that fails again after it took something is left alone as if for the first time', async () => {
    const { here, service } = push;
    const pauses: number[] = [];
    const waitSeconds = (failures: number) => {
      pauses.push(failures);
      // Nothing is on its way now. Of two messages it takes the one.
      if (pauses.length === 2) {
        service.manner = 'well';
        service.meanwhile = async () => void (service.manner = 'failing');
      }
      return 0.02;
    };
    here.run({ maxAtService: 1, waitSeconds });
    service.manner = 'failing';
    for (const name of ['ana', 'bob']) await push.subscribe(name);
    await push.breaks('news');
    await until(() => pauses.length > 2, 'a third pause');
    expect(pauses.slice(0, 3)).toEqual([1, 2, 1]);
    service.meanwhile = undefined;
    service.manner = 'well';
    await push.settled();
    expect(new Set(service.taken.map(({ to }) => to))).toEqual(new Set(['ana', 'bob']));
  });

  test('what is taken down while the push service is away is never sent; what stays is, and who may have it takes it back', async () => {
    const { here, service } = push;
    here.run();
    for (const name of ['ana', 'bob']) await push.subscribe(name);
    service.manner = 'busy';
    const gone = await Promise.all(['canary 1', 'canary 2', 'canary 3'].map((h) => push.breaks(h)));
    await push.waits(6);
    await until(() => here.parts.numbers.outcomes.again > 1, 'the service to be missed');
    await push.takeDown(...gone.map(({ id }) => id));
    await push.breaks('what stays');
    // Until now the others were tried again and again, with their words.
    await push.waits(2);
    service.manner = 'well';
    await push.settled();
    expect(service.taken.map(({ to, message }) => `${to} ${message.title}`).sort()).toEqual([
      'ana what stays',
      'bob what stays',
    ]);
    expect(JSON.stringify(service.splice())).not.toContain('canary');
    // A service that gives no answer may have taken it all the same: its browsers take it back, without a word of it.
    await here.stop();
    here.run({}, 500);
    service.manner = 'silent';
    const { id } = await push.breaks('canary 4');
    const { again } = here.parts.numbers.outcomes;
    await until(() => here.parts.numbers.outcomes.again >= again + 2, 'both to be tried');
    await here.stop();
    await push.takeDown(id);
    service.manner = 'well';
    here.run();
    await push.settled();
    const kinds = () => service.taken.map(({ to, message }) => `${to} ${message.kind}`).sort();
    expect(kinds()).toEqual(['ana close', 'bob close']);
    expect(JSON.stringify(service.splice())).not.toContain('canary');
    // So may an instance that was killed in the middle of it have sent it.
    await here.stop();
    const killed = await push.breaks('canary 5');
    const { pushes } = here.parts;
    await pushes.handOver(room.feed, killed.id, ['breaking']);
    expect(await pushes.take(new URL(service.origin).host, 'dead', 10, 1)).toHaveLength(2);
    await push.takeDown(killed.id);
    here.run();
    await push.settled();
    expect(kinds()).toEqual(['ana close', 'bob close']);
    expect(JSON.stringify(service.taken)).not.toContain('canary');
  });

  test('an instance is killed again and again while it sends: each message comes at least once, under one topic', async () => {
    const { service } = push;
    const names = ['ana', 'bob'];
    for (const name of names) await push.subscribe(name);
    const kills = 4;
    const headlines = Array.from({ length: 10 * kills }, (_, n) => `news ${n}`);
    for (let n = 0; n < kills; n += 1) {
      const killed = new PushInstance(room.database);
      let [taken, isKilled] = [0, false];
      service.meanwhile = async () => {
        taken += 1;
        // The push service takes this message, and others on their way; nobody writes it down.
        if (taken === 5) killed.kill();
        isKilled = taken >= 5;
      };
      killed.run({ leaseSeconds: 1 });
      for (const headline of headlines.slice(10 * n, 10 * (n + 1))) await push.breaks(headline);
      await until(() => isKilled, 'the kill');
      await killed.stop();
    }
    service.meanwhile = undefined;
    const last = new PushInstance(room.database);
    last.run({ leaseSeconds: 1 });
    await push.settled();
    await last.stop();
    const topics = new Map<string, Set<string>>();
    for (const { to, topic, message } of service.taken) {
      const key = `${to} ${message.title}`;
      topics.set(key, (topics.get(key) ?? new Set()).add(topic));
    }
    const wanted = names.flatMap((name) => headlines.map((headline) => `${name} ${headline}`));
    expect([...topics.keys()].sort()).toEqual(wanted.sort());
    expect([...topics.values()].filter(({ size }) => size !== 1)).toEqual([]);
    // Each kill came between the message and its note: there are second copies, and they can be told.
    expect(service.taken.length).toBeGreaterThanOrEqual(wanted.length + kills);
    expect(new Set([...topics.values()].flatMap((set) => [...set])).size).toBe(headlines.length);
  });
});
