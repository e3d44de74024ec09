import { EventEmitter } from 'node:events';
import { LocalBus } from '../../src/bus/local-bus.ts';
import { Departure } from '../../src/gateway/departure.ts';
import { turnClock } from '../../src/gateway/fan-out/turn-clock.ts';
import { HeadMessages } from '../../src/gateway/numbers/head-messages.ts';
import { EventStreams } from '../../src/gateway/streams/event-streams.ts';
import { maxWaitingBytes } from '../../src/gateway/reader-bounds.ts';
import { PlainPath } from '../../src/gateway/fan-out/path.ts';
import type { StreamResponse } from '../../src/gateway/streams/stream-response.ts';
import { Hub } from '../../src/hub/hub.ts';
import type { Database } from '../../src/database/database.ts';
import { SqlLog } from '../../src/log/sql/sql-log.ts';
import { postOf } from '../contract/commands.ts';
import { until } from '../until.ts';
import { emptyFolder } from '../services/databases.ts';

const info = { title: 'A feed', lang: 'en', timezone: 'UTC', coverage: 'open' } as const;

/** A connection whose client reads only when the test says so. */
class Connection extends EventEmitter {
  text = '';
  writableLength = 0;
  reads = true;
  destroyed = false;
  closed = false;

  write(bytes: Buffer): boolean {
    this.text += bytes.toString();
    if (!this.reads) this.writableLength += bytes.length;
    return this.reads;
  }

  end(bytes: Buffer): void {
    this.write(bytes);
    this.closed = true;
    this.emit('close');
  }

  drain(): void {
    this.reads = true;
    this.writableLength = 0;
    this.emit('drain');
  }

  destroy(): void {
    this.destroyed = true;
    this.closed = true;
    this.emit('close');
  }

  get events(): readonly string[] {
    return [...this.text.matchAll(/^event: (\w+)$/gm)].map(([, event = '']) => event);
  }

  get asResponse(): StreamResponse {
    return this as unknown as StreamResponse;
  }
}

describe('the streams of an instance', () => {
  const place = emptyFolder();
  const bus = new LocalBus();
  let nowMs = 0;
  let database: Database;
  let log: SqlLog;
  let hub: Hub;
  let streams: EventStreams;

  beforeEach(async () => {
    database = await place.open();
    log = new SqlLog(database);
    hub = new Hub(log, bus, {
      forked: () => undefined,
      unreachable: () => undefined,
      strange: () => undefined,
    });
    const failed = (error: unknown) => {
      throw error;
    };
    const spread = { ms: 200 };
    const heads = new HeadMessages({ share: () => 1 }, spread);
    const path = new PlainPath('node');
    streams = new EventStreams(hub, path, heads, spread, failed, {
      ...turnClock,
      now: () => nowMs,
    });
    hub.open();
    streams.open();
  });

  afterEach(async () => {
    streams.close();
    hub.close();
    await log.close();
  });

  afterAll(() => place.drop());

  async function publish(feed: string, headline: string): Promise<void> {
    const { change } = await log.append(feed, postOf(headline));
    bus.announce({ feed, change });
    await sent();
  }

  /** Until what was broadcast in this turn of the event loop is written, at its end. */
  async function sent(): Promise<void> {
    await new Promise<void>((done) => setImmediate(done));
  }

  test('tell a silent feed where its log stands before 25 s have passed, without an id', async () => {
    await log.createFeed('a', info);
    const connection = new Connection();
    await streams.join('a', 'own', undefined, connection.asResponse);
    nowMs += 20_000;
    await publish('a', 'one');
    nowMs += 20_000;
    streams.look();
    await sent();
    expect(connection.events).toEqual(['snapshot', 'post']);
    nowMs += 4_000;
    streams.look();
    streams.look();
    await sent();
    expect(connection.events).toEqual(['snapshot', 'post', 'head']);
    expect(connection.text).toMatch(/\n\nevent: head\ndata: \{"feed":"a",.*"seq":1,/);
  });

  test('keep nothing for who has left before the feed was found', async () => {
    await log.createFeed('gone', info);
    const connection = new Connection();
    connection.destroy();
    await streams.join('gone', 'own', undefined, connection.asResponse);
    expect([streams.count, [...streams.sites()], connection.text]).toEqual([0, [], '']);
  });

  test('tell at once that a feed may be old, also who begins with a snapshot', async () => {
    await log.createFeed('old', info);
    const staleSince = '2026-11-30T12:00:00.000Z';
    const heads = new HeadMessages({ share: () => 1 }, { ms: 0 }, { staleSince: () => staleSince });
    const told = { toldHeads: log.heads.bind(log), staleSince: () => staleSince };
    const report = { forked: fail, unreachable: fail, strange: fail };
    const relayed = new Hub(log, bus, report, undefined, undefined, told);
    const path = new PlainPath('node');
    const old = new EventStreams(relayed, path, heads, { ms: 0 }, fail);
    const connection = new Connection();
    await old.join('old', 'own', undefined, connection.asResponse);
    expect(connection.events).toEqual(['snapshot', 'head']);
    expect(connection.text).toContain(`"staleSince":"${staleSince}"`);
    connection.destroy();
  });

  test('leave out who does not read, and cut it off when it has not for 30 s', async () => {
    await log.createFeed('b', info);
    const [stalled, slow] = [new Connection(), new Connection()];
    for (const connection of [stalled, slow]) {
      await streams.join('b', 'own', undefined, connection.asResponse);
      connection.reads = false;
    }
    for (const connection of [stalled, slow]) connection.writableLength = maxWaitingBytes;
    await publish('b', 'fills it');
    await publish('b', 'dropped');
    await publish('b', 'dropped, too');
    expect([stalled.events, slow.events]).toEqual([
      ['snapshot', 'post'],
      ['snapshot', 'post'],
    ]);
    nowMs += 20_000;
    slow.drain();
    await hub.look('b');
    expect(slow.events).toEqual(['snapshot', 'post', 'post', 'post', 'head']);
    nowMs += 11_000;
    streams.look();
    expect([stalled.destroyed, slow.destroyed]).toEqual([true, false]);
    expect(streams.count).toBe(1);
  });

  test('are served until the moment each is sent away at; who comes meanwhile is sent on', async () => {
    await log.createFeed('d', info);
    const [stays, late] = [new Connection(), new Connection()];
    await streams.join('d', 'own', undefined, stays.asResponse);
    streams.sendAway(new Departure(2 ** 31 - 1));
    await streams.join('d', 'own', undefined, late.asResponse);
    await publish('d', 'late news');
    expect(stays.events).toEqual(['snapshot', 'post']);
    expect(late.events).toEqual(['snapshot', 'post']);
    streams.sendAway(new Departure(1));
    await until(() => streams.count === 0, 'the last to go');
    for (const { events } of [stays, late]) expect(events).toEqual(['snapshot', 'post', 'bye']);
  });

  test('start anew when the log turns out to be another, and go on from there', async () => {
    await log.createFeed('c', info);
    for (const headline of ['one', 'two', 'three']) await publish('c', headline);
    const connection = new Connection();
    await streams.join('c', 'own', undefined, connection.asResponse);
    const [first] = await log.read('c', 0, 1);
    await database.write(async (tx) => {
      await tx.deleteFrom('changes').where('feed', '=', 'c').where('seq', '>', 1).execute();
      const to = { head: 1, tag: first?.tag ?? '' };
      await tx.updateTable('feeds').set(to).where('slug', '=', 'c').execute();
    });
    await log.append('c', postOf('another two'));
    await hub.look('c');
    await publish('c', 'another three');
    expect(connection.events).toEqual(['snapshot', 'snapshot', 'post']);
    expect(connection.text).toContain('"reset":"fork"');
    expect(connection.text).toMatch(/event: post\ndata: .*another three/);
  });
});

function fail(): never {
  throw new Error('nothing of the kind');
}
