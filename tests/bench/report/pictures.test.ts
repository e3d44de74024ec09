import { expect, test } from '@jest/globals';
import type { Lines } from '../chapters/lines.ts';
import { nothingYet } from '../results.ts';
import { picturesOf } from './pictures.ts';
import { tablesOf } from './report.ts';
import { linear, logarithmic } from './spreads.ts';

function lines(subject: string, p99: number, lost: number): Lines {
  const spread = { least: 1, p25: 2, p50: 3, p75: 4, p99, max: 2 * p99 };
  const counts = { readers: 10, messages: 100, lost, doubled: 0, broken: 10 };
  return { subject, happening: 'broken lines', ...counts, seen: spread, silence: spread };
}

test('who loses nothing stands first, then who is quick; what is lost is said', () => {
  const all = [lines('Quick & lossy', 5, 65), lines('Slow', 2_000, 0), lines('Dateline', 900, 0)];
  const [picture] = picturesOf({ ...nothingYet(), lines: all });
  const names = [...(picture?.svg ?? '').matchAll(/<text x="16" y="\d+"[^>]*>([^<]+)/g)];
  expect(names.slice(2).map(([, name]) => name)).toEqual([
    'Dateline',
    'Slow',
    'Quick &amp; lossy, 6.5 % lost',
  ]);
});

test('a chapter without figures has no picture, and no delivery without the floor', () => {
  const run = { readers: 10, cpuUs: 1, idlePercent: 0, p50Ms: 1, p99Ms: 1, lastMs: 1, bytes: 1 };
  const streams = [{ subject: 'Dateline', ok: true, ...run }];
  expect(picturesOf({ ...nothingYet(), streams })).toEqual([]);
});

test('a time that is named on an axis lies on it, and the longest time does', () => {
  for (const scale of [logarithmic(8_300), linear(8_300), linear(61_000), logarithmic(10_000)]) {
    const places = scale.named.map(scale.placeOf);
    expect(places[0]).toBeCloseTo(0);
    expect(places.at(-1)).toBeCloseTo(1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  }
  expect(linear(8_300).placeOf(8_300)).toBeLessThanOrEqual(1);
  expect(logarithmic(8_300).placeOf(8_300)).toBeLessThanOrEqual(1);
});

test('a subject that could not be had is named where its chapter is, with the reason', () => {
  const why = 'CENTRIFUGO names no installed program';
  const lacks = { lines: [{ subject: 'Centrifugo, its clients', why }] };
  const told = tablesOf({ ...nothingYet(), lines: [lines('Dateline', 900, 0)], lacks });
  expect(told).toContain(`Not measured: Centrifugo, its clients (${why}).`);
});
