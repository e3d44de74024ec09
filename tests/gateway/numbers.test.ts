import { parseNotice, writeNotice } from '../../src/bus/notice.ts';
import { LogClock } from '../../src/gateway/numbers/log-clock.ts';
import { Sampling } from '../../src/gateway/numbers/sampling.ts';
import { ScreenTimes } from '../../src/gateway/numbers/screen-times.ts';
import { siteOf } from '../../src/gateway/numbers/site-of.ts';
import { SiteTally } from '../../src/gateway/numbers/site-tally.ts';
import { readCost } from '../../src/http/read-cost.ts';
import { ReaderHistory, sliceSeconds } from '../../src/newsroom/numbers/reader-history.ts';
import { maxSites, SiteCounts, sitesTold } from '../../src/newsroom/numbers/site-counts.ts';

const live = { host: 'live.example', publicOrigin: undefined };

describe('the site of a reader', () => {
  test.each([
    ['https://paper.example', undefined, 'https://paper.example'],
    ['https://live.example', undefined, 'own'],
    [undefined, undefined, 'other'],
    ['null', undefined, 'other'],
    ['capacitor://localhost', undefined, 'other'],
    [`https://${'a'.repeat(120)}.example`, undefined, 'other'],
    // A frame of ours, on whose page it stands.
    ['https://live.example', 'https://paper.example', 'https://paper.example'],
    ['null', 'https://paper.example', 'https://paper.example'],
    ['https://live.example', 'https://live.example', 'own'],
    ['https://live.example', 'https://paper.example/secret?path', 'https://paper.example'],
    ['https://live.example', 'javascript:alert(1)', 'other'],
    ['https://live.example', { toString: 'x' }, 'own'],
    // A page of another site is believed of its own origin alone.
    ['https://paper.example', 'https://other.example', 'https://paper.example'],
  ])('of the origin %s and around it %s is %s', (origin, around, site) => {
    expect(siteOf(origin, around, live)).toBe(site);
  });

  test('with a public address nobody is on our own pages by a made-up host', () => {
    const own = { host: 'evil.example', publicOrigin: 'https://live.example' };
    expect(siteOf('https://evil.example', undefined, own)).toBe('https://evil.example');
  });
});

describe('the sites of a feed', () => {
  test('are counted while somebody is there', () => {
    const tally = new SiteTally();
    tally.add('own');
    tally.add('own');
    tally.add();
    tally.remove('own');
    tally.remove();
    expect([...tally.all]).toEqual([['own', 1]]);
  });

  test('add up to the readers: 50 are named, the rest and what is not told are others', () => {
    const many = new Map<string, number>(
      Array.from({ length: 60 }, (_, n) => [`https://s${n}.example`, n + 1] as const),
    );
    many.set('other', 1_000);
    const counts = new SiteCounts();
    counts.hear({ kind: 'sites', instance: 'a', sites: sitesTold(new Map([['f', many]]), []) }, 0);
    const more = new Map([['own', 3]]);
    // Of two editors' pages at this instance one follows the feed here.
    const sites = sitesTold(new Map([['f', more]]), ['f', 'g']);
    counts.hear({ kind: 'sites', instance: 'b', sites }, 0);
    const readers = 60 * 30.5 + 1_000 + 2 + 7;
    const found = counts.of('f', readers, 1_000);
    expect(found).toHaveLength(maxSites + 2);
    expect(found[0]).toEqual({ site: 'https://s59.example', readers: 60 });
    expect(found).toContainEqual({ site: 'own', readers: 2 });
    expect(found.at(-1)?.site).toBe('other');
    expect(found.reduce((sum, { readers: there }) => sum + there, 0)).toBe(readers);
    expect(counts.of('toString', 0, 1_000)).toEqual([]);
    // An instance that says nothing any more has no readers.
    expect(counts.of('f', 5, 60_000)).toEqual([{ site: 'other', readers: 5 }]);
  });

  test('of all feeds fit into one notice', () => {
    const sites = (feed: number) =>
      Array.from(
        { length: 50 },
        (_, n) => [`https://${'s'.repeat(90)}${feed}-${n}.example`, 5] as const,
      );
    const here = new Map(
      Array.from({ length: 100 }, (_, feed) => [`feed-${feed}`, new Map(sites(feed))]),
    );
    const notice = { kind: 'sites', instance: 'a', sites: sitesTold(here, []) } as const;
    const text = writeNotice('a', notice);
    expect(text?.length).toBeGreaterThan(40_000);
    expect(parseNotice(text ?? '')).toEqual({ from: 'a', notice });
  });
});

describe('reports of readers', () => {
  let nowMs = 0;
  const clock = { now: () => nowMs };

  test('are summed up: the latest 256, of all instances', () => {
    const times = new ScreenTimes(clock);
    expect(times.of('f')).toEqual({ p50: null, p95: null, reports: 0 });
    for (let ms = 1; ms <= 100; ms += 1) times.add('f', ms);
    expect(times.of('f')).toEqual({ p50: 50, p95: 95, reports: 100 });
    for (let n = 0; n < 1_000; n += 1) times.add('f', 99_999);
    expect(times.of('f')).toEqual({ p50: 60_000, p95: 60_000, reports: 256 });
  });

  test('count once in a while of one address, and once a second of one feed; each is told once', () => {
    const times = new ScreenTimes(clock);
    for (let n = 0; n < 100; n += 1) times.report('f', 200, 'one address');
    expect(times.of('f').reports).toBe(5);
    for (let n = 0; n < 100; n += 1) times.report('f', 300, `address ${n}`);
    expect(times.of('f').reports).toBe(16);
    expect(times.takeUntold()['f']).toHaveLength(16);
    expect(times.takeUntold()).toEqual({});
    nowMs += 2_000;
    for (let n = 0; n < 100; n += 1) times.report('f', 300, `address ${n}`);
    expect(times.of('f').reports).toBe(18);
  });

  test('of a crowd of feeds are dropped, the oldest first', () => {
    const times = new ScreenTimes(clock);
    for (let n = 0; n < 1_001; n += 1) times.add(`feed-${n}`, 1);
    expect([times.of('feed-0').reports, times.of('feed-1').reports]).toEqual([0, 1]);
  });

  test('come by a chance of one in as many as read the feed, here or everywhere', () => {
    const sampling = new Sampling(() => 3);
    expect(sampling.share('f')).toBe(0.33);
    sampling.count((feed) => (feed === 'f' ? 40_000 : 0));
    expect([sampling.share('f'), sampling.share('g')]).toEqual([0.000_025, 0.33]);
    expect(new Sampling(() => 0).share('f')).toBe(1);
  });

  test('are limited by address, whatever token they claim to have', () => {
    expect(readCost('POST', '/api/v1/feeds/f/reports?ms=1', true)).toBe('cheap');
    expect(readCost('POST', '/API/v1/feeds/f/Reports/', true)).toBe('cheap');
  });
});

/** A log that takes `lookMs` to tell its time. */
function slowClock(lookMs: number) {
  const seen = { nowMs: 1_000, asked: 0 };
  const time = async () => {
    seen.asked += 1;
    seen.nowMs += lookMs;
    return '2027-03-01T10:00:00.000Z';
  };
  return { seen, clock: new LogClock({ time }, { now: () => seen.nowMs }) };
}

test('the log’s clock is asked once a minute, however many ask for it', async () => {
  const { seen, clock } = slowClock(20);
  const many = await Promise.all(Array.from({ length: 50 }, () => clock.time()));
  expect([seen.asked, new Set(many.map(({ now }) => now)).size]).toEqual([1, 1]);
  // It was so at some moment of the 20 ms.
  expect(many[0]).toEqual({ now: '2027-03-01T10:00:00.010Z', withinMs: 10 });
  seen.nowMs += 59_000;
  expect((await clock.time()).now).toBe('2027-03-01T10:00:59.010Z');
  seen.nowMs += 2_000;
  await clock.time();
  expect(seen.asked).toBe(2);
});

test('the log’s clock is asked again after a second when a busy moment made the look uncertain', async () => {
  const { seen, clock } = slowClock(200);
  expect((await clock.time()).withinMs).toBe(100);
  seen.nowMs += 900;
  await clock.time();
  expect(seen.asked).toBe(1);
  seen.nowMs += 200;
  await clock.time();
  expect(seen.asked).toBe(2);
});

test('the past of a feed is an hour, and forgotten when nobody was there', () => {
  const history = new ReaderHistory();
  for (let slice = 0; slice < 240; slice += 1) {
    const atMs = slice * sliceSeconds * 1_000;
    history.note(new Map([['f', slice], ...(slice === 0 ? [['g', 1] as const] : [])]), atMs);
    // More often is no more.
    history.note(new Map([['f', 999]]), atMs + 1_000);
    if (slice === 2) expect(history.of('g').readers).toEqual([1, 0, 0]);
  }
  expect(history.of('f').readers).toHaveLength(120);
  expect(history.of('f').readers.at(-1)).toBe(239);
  expect(history.of('g')).toEqual({ seconds: sliceSeconds, readers: [] });
});
