import type { Seat, SeatsNotice } from '../../src/bus/notice.ts';
import { countsOf, ReaderCounts } from '../../src/newsroom/numbers/reader-counts.ts';
import { Roster, seatLeaseMs } from '../../src/newsroom/roster.ts';
import { randomOf } from '../random.ts';

const seat = (id: string, since: string, ...edits: readonly [string, number][]): Seat => ({
  person: { id, name: id.toUpperCase() },
  since,
  edits: edits.map(([item, turn]) => ({ item, turn, since })),
});
const told = (instance: string, count: number, ...seats: readonly Seat[]): SeatsNotice => ({
  kind: 'seats',
  instance,
  count,
  feed: 'storm',
  seats,
});
const names = (roster: Roster) => roster.view('storm').people.map(({ name }) => name);

describe('who is in a feed', () => {
  test('people of all instances are shown, each once, since they first came', () => {
    const roster = new Roster();
    roster.hear(told('one', 1, seat('ana', '10:05')), 0);
    roster.hear(told('two', 1, seat('bea', '10:00'), seat('ana', '10:01')), 0);
    expect(roster.view('storm').people).toEqual([
      { id: 'bea', name: 'BEA', since: '10:00' },
      { id: 'ana', name: 'ANA', since: '10:01' },
    ]);
  });

  test('who leaves is gone, and an older notice that comes late brings nobody back', () => {
    const roster = new Roster();
    expect(roster.hear(told('one', 1, seat('ana', '10:00')), 0)).toBe(true);
    expect(roster.hear(told('one', 3), 1)).toBe(true);
    expect(roster.hear(told('one', 2, seat('ana', '10:00')), 2)).toBe(false);
    expect(names(roster)).toEqual([]);
  });

  test('what an instance repeats changes nothing, and keeps its people', () => {
    const roster = new Roster();
    roster.hear(told('one', 1, seat('ana', '10:00')), 0);
    expect(roster.hear(told('one', 2, seat('ana', '10:00')), seatLeaseMs)).toBe(false);
    expect(roster.expire(seatLeaseMs + 1)).toEqual([]);
    expect(names(roster)).toEqual(['ANA']);
  });

  test('the people of an instance that has crashed vanish when its lease ends, the others stay', () => {
    const roster = new Roster();
    roster.hear(told('one', 1, seat('ana', '10:00')), 0);
    roster.hear(told('two', 1, seat('bea', '10:00')), 1_000);
    expect(roster.expire(seatLeaseMs)).toEqual([]);
    expect(roster.expire(seatLeaseMs + 1)).toEqual(['storm']);
    expect(names(roster)).toEqual(['BEA']);
  });

  test('who takes an item over holds it, whatever the clocks say', () => {
    const roster = new Roster();
    roster.hear(told('one', 1, seat('ana', '10:00', ['x', 1])), 0);
    expect(roster.nextTurn('storm', 'x')).toBe(2);
    roster.hear(told('two', 1, seat('bea', '09:00', ['x', 2])), 0);
    const holders = roster.view('storm').edits.map(({ person, turn }) => [person.id, turn]);
    expect(holders).toEqual([
      ['ana', 1],
      ['bea', 2],
    ]);
  });

  test('in whatever order notices come, doubled or late, all instances agree in the end', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = randomOf(seed);
      const notices = ['one', 'two', 'three'].flatMap((instance) =>
        [1, 2, 3, 4].map((count) => {
          const people = ['ana', 'bea', 'cai'].filter(() => random() < 0.5);
          const turn = Math.ceil(random() * 3);
          return told(
            instance,
            count,
            ...people.map((id) => seat(id, `10:0${count}`, ['x', turn])),
          );
        }),
      );
      const shuffled = () =>
        [...notices, ...notices]
          .map((notice) => ({ notice, at: random() }))
          .sort((a, b) => a.at - b.at);
      const [a, b] = [new Roster(), new Roster()];
      for (const { notice } of shuffled()) a.hear(notice, 0);
      for (const { notice } of shuffled()) b.hear(notice, 0);
      expect(a.view('storm')).toEqual(b.view('storm'));
    }
  });
});

test('readers of an instance that says nothing any more are not counted', () => {
  const counts = new ReaderCounts();
  counts.hear({ kind: 'readers', instance: 'one', readers: { storm: 3, fog: 1 } }, 0);
  counts.hear({ kind: 'readers', instance: 'two', readers: { storm: 4 } }, 5_000);
  expect([
    counts.of('storm', 6_000),
    counts.of('fog', 6_000),
    counts.of('toString', 6_000),
  ]).toEqual([7, 1, 0]);
  counts.hear({ kind: 'readers', instance: 'three', readers: countsOf([], ['fog', 'fog']) }, 6_000);
  expect(counts.of('fog', 6_000)).toBe(0);
  expect([counts.of('storm', 8_000), counts.of('storm', 13_000)]).toEqual([4, 0]);
});
