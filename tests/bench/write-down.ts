import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { capacityOf } from './capacity.ts';
import { median } from './chapters/delivery.ts';
import { floor } from './peers.ts';
import { barsOf } from './report/plot.ts';
import { tablesOf } from './report/report.ts';
import { nothingYet, type Results } from './results.ts';

const folder = resolve(import.meta.dirname, 'results');
const root = resolve(import.meta.dirname, '../..');

/** The figures that were last written down; they may know less than is measured now. */
export function readResults(): Results {
  const text = readFileSync(resolve(folder, 'latest.json'), 'utf8');
  return { ...nothingYet(), ...(JSON.parse(text) as Partial<Results>) };
}

/** Writes a run down for people: BENCHMARKS.md, its plots, and the figures themselves beside them. */
export function writeDown(results: Results): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(resolve(folder, 'latest.json'), `${JSON.stringify(results, null, 2)}\n`);
  const sizes = [...new Set(results.delivery.map(({ readers }) => readers))];
  const plots = sizes.map((readers) => {
    const name = `delivery-${readers}.svg`;
    writeFileSync(resolve(folder, name), plotOf(results, readers));
    return `![A delivery to ${readers.toLocaleString('en')} readers, as a multiple of the kernel's floor](tests/bench/results/${name})`;
  });
  writeFileSync(
    resolve(root, 'BENCHMARKS.md'),
    [
      '# Benchmarks',
      '`npm run bench -- --write` measures everything below, the subjects of each chapter in turn, and writes this page; ' +
        'with `--only` one chapter takes the place of an earlier one. Compare the ratios inside a chapter, not ' +
        'microseconds between machines. A run counts only when every reader got every ' +
        'message once and in order; CPU is user and system time of the server alone, the readers are a C program on the ' +
        'same machine.',
      ...plots,
      tablesOf(results),
      '## Capacity',
      capacityOf(results),
    ].join('\n\n') + '\n',
  );
}

function plotOf({ delivery }: Results, readers: number): string {
  const rows = delivery.filter((row) => row.readers === readers);
  const of = (name: string) =>
    median(rows.filter(({ subject }) => subject === name).map(({ cpuUs }) => cpuUs));
  const names = [...new Set(rows.map(({ subject }) => subject))];
  const bars = names
    .map((name) => ({
      name,
      value: of(name) / of(floor.name),
      isOurs: name.startsWith('Dateline'),
    }))
    .toSorted((a, b) => a.value - b.value);
  const title = `CPU of one delivery, ${readers.toLocaleString('en')} readers`;
  return barsOf(title, '× the kernel alone', bars);
}
