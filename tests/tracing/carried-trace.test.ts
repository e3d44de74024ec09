import { parseAnnouncement, writeAnnouncement } from '../../src/bus/announcement-text.ts';
import type { Change } from '../../src/feed/change.ts';

const trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const change = {
  feed: 'storm',
  epoch: 'e',
  seq: 7,
  tag: 't',
  prev: 'p',
  kind: 'pin',
  at: '2026-11-30T12:00:00.000Z',
  id: 'x',
} as unknown as Change;

test('an announcement carries the span that measures it, also where its change is too long to be carried', () => {
  const whole = { feed: 'storm', change, trace };
  expect(parseAnnouncement(writeAnnouncement(whole))).toEqual(whole);
  const long = { ...change, note: 'x'.repeat(70_000) } as unknown as Change;
  const text = writeAnnouncement({ feed: 'storm', change: long, trace });
  expect(text.length).toBeLessThan(200);
  expect(parseAnnouncement(text)).toEqual({ feed: 'storm', trace });
  for (const wrong of [`${trace}\n`, 'x', 7, null, trace.toUpperCase()]) {
    expect(parseAnnouncement(JSON.stringify({ ...whole, trace: wrong }))).toEqual({
      feed: 'storm',
      change,
    });
  }
});
