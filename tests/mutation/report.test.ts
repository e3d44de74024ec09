import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from './instrument.ts';
import { knownSurvivors, reasonFor } from './known-survivors.ts';
import { parts, root } from './parts.ts';
import { isEnough, survivorsOf, tableOf, type Fate } from './report.ts';

const file = 'src/hub/hub.ts';

function tried(kind: Fate['kind'], count = 1) {
  const mutant = {
    file,
    line: 7,
    original: 'a > b',
    around: 'if (a > b) {',
    replacement: 'a >= b',
  } as Mutant;
  return Array.from({ length: count }, () => ({ mutant, fate: { kind } as Fate, why: undefined }));
}

describe('the report of broken code', () => {
  test('has enough where 85 of 100 that compile were killed, in each part that was tried', () => {
    const killed = tried('killed', 85);
    expect(isEnough([...killed, ...tried('survived', 10), ...tried('uncovered', 5)])).toBe(true);
    expect(isEnough([...killed, ...tried('survived', 16)])).toBe(false);
    expect(isEnough([...killed, ...tried('refused by the compiler', 500)])).toBe(true);
  });

  test('counts by part, and names what lives with its place', () => {
    const all = [...tried('killed', 3), ...tried('survived')];
    expect(tableOf(all)).toMatch(/^hub +4 +0 +3 +1 +0 +75\.0 %$/m);
    expect(survivorsOf(all)).toBe('src/hub/hub.ts:7 survived: a > b  →  a >= b');
  });
});

describe('what may live', () => {
  test('is code that is there, in a file that is broken', () => {
    const broken = Object.values(parts).flat();
    const lost = knownSurvivors.filter(({ file: name, original, within = '' }) => {
      if (!broken.includes(name)) return true;
      const text = readFileSync(join(root, name), 'utf8');
      return !text.includes(original) || !text.includes(within);
    });
    expect(lost).toEqual([]);
  });

  test('is found by its beginning, and by what it becomes where that is said', () => {
    const [mutant] = tried('survived').map((one) => one.mutant);
    const known = { file, original: 'a >', replacement: 'a >= b', why: 'w' };
    if (mutant === undefined) throw new Error('There is one.');
    expect(reasonFor(mutant, [known])).toBe('w');
    expect(reasonFor(mutant, [{ ...known, replacement: 'false' }])).toBeUndefined();
    expect(reasonFor(mutant, [{ ...known, within: 'if (' }])).toBe('w');
    expect(reasonFor(mutant, [{ ...known, within: 'while (' }])).toBeUndefined();
    expect(reasonFor(mutant, [{ ...known, file: 'src/hub/tails.ts' }])).toBeUndefined();
  });
});
