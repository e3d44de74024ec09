import { Connection } from '../../client/ticker/connect/connection.ts';
import type { Follower, LinkState } from '../../client/ticker/connect/link.ts';
import type { Road, RoadEvents } from '../../client/ticker/connect/road.ts';
import type { PageEvent, PageLife } from '../../client/ticker/connect/page-life.ts';
import type { Handshake } from '../../src/feed/messages.ts';
import { ManualClock } from './manual-clock.ts';

interface Dialled {
  readonly events: RoadEvents;
  readonly handshake: () => Handshake;
  readonly sent: string[];
  closed: boolean;
}

/** A page with one connection, whose network and page events the test controls. */
function pageWithConnection() {
  const clock = new ManualClock();
  const dialled: Dialled[] = [];
  let listener: ((event: PageEvent) => void) | undefined;
  let online = true;
  const page: PageLife = {
    online: () => online,
    hidden: () => false,
    listen: (tell) => {
      listener = tell;
      return () => (listener = undefined);
    },
  };
  const road: Road = (_, handshake, events) => {
    const socket: Dialled = { events, handshake, sent: [], closed: false };
    dialled.push(socket);
    return {
      send: (event, { feed }) => socket.sent.push(`${event} ${feed}`),
      close: () => (socket.closed = true),
    };
  };
  const connection = new Connection('https://server', clock, page, [road]);
  const latest = (): Dialled => {
    const socket = dialled.at(-1);
    if (socket === undefined) throw new Error('Nobody dialled.');
    return socket;
  };
  const happens = (event: PageEvent): void => {
    if (event === 'offline' || event === 'online') online = event === 'online';
    listener?.(event);
  };
  return { clock, connection, dialled, latest, happens };
}

function follower(feed: string, seq?: number) {
  const states: LinkState[] = [];
  const heard: string[] = [];
  const self: Follower = {
    feed,
    position: () => (seq === undefined ? undefined : { epoch: 'e', seq, tag: `t${seq}` }),
    receive: ({ event }) => heard.push(event),
    refuse: ({ code }) => heard.push(code),
    linkChanged: (state) => states.push(state),
  };
  return { ...self, self, states, heard, moveTo: (to: number) => (seq = to) };
}

const head = (feed: string, seq = 1) =>
  ({ event: 'head', body: { feed, epoch: 'e', seq, tag: `t${seq}`, now: '' } }) as const;

describe('one connection', () => {
  test('serves all tickers of a page and closes after the last', () => {
    const { connection, dialled, latest } = pageWithConnection();
    const [a, b] = [follower('a'), follower('b')];
    const followingA = connection.follow(a.self);
    latest().handshake();
    latest().events.opened();
    const followingB = connection.follow(b.self);
    expect(latest().sent).toEqual(['subscribe b']);
    latest().events.heard(head('a'));
    expect([a.heard, b.heard]).toEqual([['head'], []]);
    followingA.stop();
    expect(latest().sent).toEqual(['subscribe b', 'unsubscribe a']);
    expect(latest().closed).toBe(false);
    followingB.stop();
    expect(latest().closed).toBe(true);
    expect(dialled).toHaveLength(1);
  });

  test('carries the current positions in every handshake', () => {
    const { connection, clock, latest } = pageWithConnection();
    const a = follower('a', 3);
    connection.follow(a.self);
    expect(latest().handshake().subs).toEqual([{ feed: 'a', epoch: 'e', seq: 3, tag: 't3' }]);
    latest().events.opened();
    a.moveTo(8);
    latest().events.lost();
    clock.pass(4_000);
    expect(latest().handshake().subs).toEqual([{ feed: 'a', epoch: 'e', seq: 8, tag: 't8' }]);
  });

  test('asks for a ticker that came between the handshake and its answer', () => {
    const { connection, latest } = pageWithConnection();
    connection.follow(follower('a').self);
    latest().handshake();
    connection.follow(follower('b').self);
    latest().events.opened();
    expect(latest().sent).toEqual(['subscribe b']);
  });

  test('is dropped after 40 s of silence and is back within 45 (A8)', () => {
    const { connection, clock, dialled, latest } = pageWithConnection();
    const a = follower('a');
    connection.follow(a.self);
    latest().events.opened();
    clock.pass(35_000);
    latest().events.heard(head('a'));
    clock.pass(39_000);
    expect(latest().closed).toBe(false);
    clock.pass(1_000);
    expect(dialled[0]?.closed).toBe(true);
    clock.pass(4_000);
    expect(dialled).toHaveLength(2);
    expect(a.states).toEqual(['connecting', 'open', 'waiting', 'connecting']);
  });

  test('hears nothing from a connection it has given up', () => {
    const { connection, clock, dialled, latest } = pageWithConnection();
    const a = follower('a');
    connection.follow(a.self);
    latest().events.opened();
    latest().events.lost();
    clock.pass(4_000);
    dialled[0]?.events.heard(head('a'));
    dialled[0]?.events.lost();
    expect(a.heard).toEqual([]);
    expect(dialled).toHaveLength(2);
  });

  test('moves to another instance at a random moment of the window when this one drains', () => {
    const { connection, clock, dialled, latest } = pageWithConnection();
    connection.follow(follower('a').self);
    latest().events.opened();
    latest().events.heard({ event: 'bye', body: { withinMs: 20_000 } });
    clock.pass(5_000);
    latest().events.lost();
    clock.pass(4_999);
    expect(dialled).toHaveLength(1);
    clock.pass(1);
    expect(dialled).toHaveLength(2);
  });

  test('does not come back to a server that refused all it asked for', () => {
    const { connection, clock, dialled, latest } = pageWithConnection();
    const a = follower('a');
    connection.follow(a.self);
    latest().events.opened();
    const body = { feed: 'a', code: 'unknown_feed', message: '', retry: false } as const;
    latest().events.heard({ event: 'refused', body });
    expect(latest().closed).toBe(true);
    clock.pass(600_000);
    expect(dialled).toHaveLength(1);
    expect(a.heard).toEqual(['unknown_feed']);
  });

  test('leaves a refused feed out of the next handshake and keeps the others', () => {
    const { connection, clock, latest } = pageWithConnection();
    connection.follow(follower('a').self);
    connection.follow(follower('b').self);
    latest().events.opened();
    const body = { feed: 'a', code: 'unknown_feed', message: '', retry: false } as const;
    latest().events.heard({ event: 'refused', body });
    latest().events.lost();
    clock.pass(4_000);
    expect(latest().handshake().subs).toEqual([{ feed: 'b' }]);
  });

  test('rests after a minute out of sight and is back when it is looked at', () => {
    const { connection, clock, dialled, latest, happens } = pageWithConnection();
    connection.follow(follower('a').self);
    latest().events.opened();
    happens('hide');
    clock.pass(30_000);
    latest().events.heard(head('a'));
    clock.pass(30_000);
    expect(latest().closed).toBe(true);
    clock.pass(600_000);
    expect(dialled).toHaveLength(1);
    happens('show');
    expect(dialled).toHaveLength(2);
  });

  test('closes with the page and opens when the page comes back from the cache', () => {
    const { connection, dialled, latest, happens } = pageWithConnection();
    connection.follow(follower('a').self);
    latest().events.opened();
    happens('leave');
    expect(latest().closed).toBe(true);
    happens('return');
    expect(dialled).toHaveLength(2);
  });

  test('says offline when the network is gone, and tries as soon as it is back', () => {
    const { connection, dialled, latest, happens } = pageWithConnection();
    const a = follower('a');
    connection.follow(a.self);
    latest().events.opened();
    happens('offline');
    expect(a.states.at(-1)).toBe('offline');
    happens('online');
    expect(dialled).toHaveLength(2);
    latest().events.opened();
    expect(a.states.at(-1)).toBe('open');
  });

  test('comes back within the time that the server told beforehand, and later each time it fails', () => {
    const { connection, clock, dialled, latest } = pageWithConnection();
    connection.follow(follower('a').self);
    latest().events.opened();
    const now = new Date(0).toISOString();
    const body = { feed: 'a', epoch: 'e', seq: 1, tag: 't1', now, spreadMs: 200 };
    latest().events.heard({ event: 'head', body });
    for (const [index, withinMs] of [200, 400, 800].entries()) {
      latest().events.lost();
      clock.pass(withinMs);
      expect(dialled).toHaveLength(2 + index);
    }
  });

  test('leaves no timer behind', () => {
    const { connection, clock, latest, happens } = pageWithConnection();
    const following = connection.follow(follower('a').self);
    latest().events.opened();
    happens('hide');
    following.stop();
    expect(clock.timers).toBe(0);
  });
});
