import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { capacityOf } from './capacity.ts';
import { picturesOf } from './report/pictures.ts';
import { tablesOf } from './report/report.ts';
import { nothingYet, type Results } from './results.ts';

const folder = resolve(import.meta.dirname, 'results');
const root = resolve(import.meta.dirname, '../..');

/** The figures that were last written down; they may know less than is measured now. */
export function readResults(): Results {
  const text = readFileSync(resolve(folder, 'latest.json'), 'utf8');
  return { ...nothingYet(), ...(JSON.parse(text) as Partial<Results>) };
}

/** Writes a run down for people: BENCHMARKS.md, its pictures, and the figures themselves beside them. */
export function writeDown(results: Results): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(resolve(folder, 'latest.json'), `${JSON.stringify(results, null, 2)}\n`);
  const pictures = picturesOf(results);
  for (const { file, svg } of pictures) writeFileSync(resolve(folder, file), svg);
  writeFileSync(
    resolve(root, 'BENCHMARKS.md'),
    [
      '# Benchmarks',
      '`npm run bench -- --write` measures everything below, the subjects of each chapter in turn, and writes this page; ' +
        'with `--only` one chapter takes the place of an earlier one. Compare the ratios inside a chapter, not ' +
        'microseconds between machines. A run counts only when every reader got every ' +
        'message once and in order; CPU is user and system time of the server alone, the readers are a C program on the ' +
        'same machine.',
      tablesOf(results, (place) =>
        pictures
          .filter((picture) => picture.place === place)
          .map(({ alt, file }) => `![${alt}](tests/bench/results/${file})`),
      ),
      '## Capacity',
      capacityOf(results),
    ].join('\n\n') + '\n',
  );
}
