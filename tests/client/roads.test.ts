import { Connection } from '../../client/ticker/connect/connection.ts';
import { patience } from '../../client/ticker/connect/ladder.ts';
import type { Follower, LinkState } from '../../client/ticker/connect/link.ts';
import type { PageEvent, PageLife } from '../../client/ticker/connect/page-life.ts';
import type { Road, RoadEvents } from '../../client/ticker/connect/road.ts';
import { ManualClock } from './manual-clock.ts';

const names = ['socket', 'streams', 'polling'] as const;
type Name = (typeof names)[number];

interface Opening {
  readonly name: Name;
  readonly events: RoadEvents;
  readonly sent: string[];
  closed: boolean;
}

/** A page that follows one feed, behind a wall that lets some roads through. */
function pageBehindWall(...open: readonly Name[]) {
  const clock = new ManualClock();
  const openings: Opening[] = [];
  const through = new Set<Name>(open);
  const states: LinkState[] = [];
  const heard: string[] = [];
  let seq = 1;
  let listener: ((event: PageEvent) => void) | undefined;
  const page: PageLife = {
    online: () => true,
    hidden: () => false,
    listen: (tell) => {
      listener = tell;
      return () => (listener = undefined);
    },
  };
  const sync = () =>
    ({ event: 'sync', body: { feed: 'f', epoch: 'e', seq, tag: `t${seq}`, changes: [] } }) as const;
  const road =
    (name: Name): Road =>
    (_, handshake, events) => {
      const opening: Opening = { name, events, sent: [], closed: false };
      openings.push(opening);
      // As a network does: the answer comes a moment later.
      clock.after(100, () => {
        if (opening.closed || !through.has(name)) return;
        handshake();
        events.opened();
        events.heard(sync());
      });
      return {
        send: (event) => opening.sent.push(event),
        close: () => (opening.closed = true),
      };
    };
  const [socket, streams, polling] = names.map(road);
  if (socket === undefined || streams === undefined || polling === undefined) throw new Error();
  const connection = new Connection('https://server', clock, page, [socket, streams, polling]);
  const follower: Follower = {
    feed: 'f',
    position: () => ({ epoch: 'e', seq, tag: `t${seq}` }),
    receive: ({ event, body }) => heard.push(`${event} ${body.seq}`),
    refuse: ({ code }) => heard.push(code),
    linkChanged: (state) => states.push(state),
  };
  const inUse = () => openings.filter(({ closed }) => !closed).map(({ name }) => name);
  const latest = (name: Name): Opening => {
    const found = openings.findLast((opening) => opening.name === name);
    if (found === undefined) throw new Error(`Nobody took the ${name}.`);
    return found;
  };
  return {
    clock,
    openings,
    states,
    heard,
    inUse,
    latest,
    sync,
    follow: () => connection.follow(follower),
    pass: (name: Name) => through.add(name),
    block: (name: Name) => through.delete(name),
    moveOn: () => (seq += 1),
    happens: (event: PageEvent) => listener?.(event),
  };
}

describe('a page behind a wall', () => {
  test('that lets WebSockets through takes no other road', () => {
    const { clock, follow, inUse, openings } = pageBehindWall(...names);
    follow();
    clock.pass(3_600_000 / 120);
    expect(inUse()).toEqual(['socket']);
    expect(openings).toHaveLength(1);
  });

  test('that swallows WebSockets has the feed by streams', () => {
    const { clock, follow, inUse, heard, states } = pageBehindWall('streams', 'polling');
    follow();
    clock.pass(4_200);
    expect(inUse()).toEqual(['streams']);
    expect(heard).toEqual(['sync 1']);
    expect(states.at(-1)).toBe('open');
  });

  test('that refuses WebSockets outright tries a few times, and then takes the streams', () => {
    const { clock, follow, inUse, latest, openings } = pageBehindWall('streams', 'polling');
    follow();
    for (let ms = 0; ms < 4_000; ms += 50) {
      if (inUse().includes('socket')) latest('socket').events.lost();
      clock.pass(50);
    }
    clock.pass(200);
    expect(inUse()).toEqual(['streams']);
    expect(openings.filter(({ name }) => name === 'socket').length).toBeGreaterThan(1);
  });

  test('that swallows streams, too, has the feed by polling within 10 s', () => {
    const { clock, follow, inUse, heard } = pageBehindWall('polling');
    follow();
    clock.pass(10_000);
    expect(inUse()).toEqual(['polling']);
    expect(heard).toEqual(['sync 1']);
  });

  test('tries the better roads again now and then, and leaves the one in use alone meanwhile', () => {
    const { clock, follow, inUse, openings, states, latest, sync } = pageBehindWall('polling');
    follow();
    clock.pass(10_000);
    const polling = latest('polling');
    // As polls do, so that the link is not taken for silent.
    const pollFor = (ms: number) => {
      for (let passed = 0; passed < ms; passed += 10_000) {
        clock.pass(10_000);
        polling.events.heard(sync());
      }
    };
    const before = openings.length;
    pollFor(patience.climbMs * 1.3);
    expect(openings.slice(before).map(({ name }) => name)).toEqual(['socket', 'streams']);
    expect(inUse()).toEqual(['polling']);
    expect(polling.closed).toBe(false);
    expect(states.at(-1)).toBe('open');
    pollFor(patience.climbMs * 1.3);
    expect(openings.slice(before)).toHaveLength(4);
  });

  test('climbs to the best road that is open, without a moment between', () => {
    const { clock, follow, inUse, pass, happens, states, heard, moveOn } =
      pageBehindWall('polling');
    follow();
    clock.pass(10_000);
    const told = states.length;
    pass('streams');
    moveOn();
    happens('show');
    clock.pass(10_200);
    expect(inUse()).toEqual(['streams']);
    pass('socket');
    happens('online');
    clock.pass(200);
    expect(inUse()).toEqual(['socket']);
    expect(states.slice(told)).toEqual([]);
    expect(heard).toEqual(['sync 1', 'sync 2', 'sync 2']);
    clock.pass(40_000);
    expect(clock.timers).toBeGreaterThan(0);
  });

  test('that goes up while it reads steps down later, and looks for the socket soon after', () => {
    const { clock, follow, inUse, block, pass, latest } = pageBehindWall(...names);
    follow();
    clock.pass(1_000);
    block('socket');
    latest('socket').events.lost();
    clock.pass(patience.knownMs - 1_000);
    expect(inUse()).not.toContain('streams');
    clock.pass(3_000);
    expect(inUse()).toContain('streams');
    pass('socket');
    clock.pass(6_000);
    expect(inUse()).toEqual(['socket']);
  });

  test('looks for a better road soon after the one in use was cut, as after an outage', () => {
    const { clock, follow, inUse, pass, latest } = pageBehindWall('polling');
    follow();
    clock.pass(10_000);
    pass('socket');
    clock.pass(5_000);
    expect(inUse()).toEqual(['polling']);
    latest('polling').events.lost();
    clock.pass(7_000);
    expect(inUse()).toEqual(['socket']);
  });

  test('asks on the new road for a ticker that came during the trial', () => {
    const { clock, follow, happens, pass, latest, inUse } = pageBehindWall('polling');
    follow();
    clock.pass(10_000);
    pass('socket');
    happens('show');
    clock.pass(100);
    expect(inUse()).toEqual(['socket']);
    follow();
    expect(latest('socket').sent).toEqual(['subscribe']);
  });

  test('rests on the lowest road, too, and leaves no timer behind', () => {
    const { clock, follow, happens, inUse, pass } = pageBehindWall('polling');
    const following = follow();
    clock.pass(10_000);
    happens('hide');
    clock.pass(60_000);
    expect(inUse()).toEqual([]);
    pass('socket');
    happens('show');
    clock.pass(10_000);
    expect(inUse()).toEqual(['socket']);
    following.stop();
    expect(clock.timers).toBe(0);
  });
});
