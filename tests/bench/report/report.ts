import { median, type Delivery } from '../chapters/delivery.ts';
import { alone } from '../chapters/growth.ts';
import type { Machine } from '../machine.ts';
import { floor } from '../peers.ts';
import { linesTable } from './lines-table.ts';
import { placeOf } from './pictures.ts';
import { readerTable } from './reader-table.ts';
import type { Results } from '../results.ts';

/**
 * The results as tables in Markdown. Ratios are to the floor of the same run and number of readers. `shown`: the
 * pictures that stand at a place (see pictures.ts), as Markdown.
 */
export function tablesOf(
  results: Results,
  shown: (place: string) => readonly string[] = () => [],
): string {
  const { publishingMs } = results;
  const apart = Object.entries(results.apart).map(
    ([chapter, machine]) => `The chapter "${chapter}" alone: ${lineOf(machine)}`,
  );
  const parts = [[lineOf(results.machine), ...apart].join('\n')];
  for (const [readers, rows] of bySize(results.delivery)) {
    const pictures = shown(placeOf('delivery', readers));
    const crowd = `${readers.toLocaleString('en')} readers`;
    parts.push(`### A delivery, ${crowd}`, ...pictures, deliveries(rows));
  }
  if (publishingMs > 0) {
    parts.push(
      `Publishing itself (HTTP, database, commit, announcement), without readers: ${publishingMs.toFixed(2)} ms of CPU ` +
        'an item, in the process that publishes. In the runs above another instance publishes, over Redis.',
    );
  }
  for (const [readers, rows] of bySize(results.streams)) {
    const crowd = `${readers.toLocaleString('en')} readers`;
    const pictures = shown(placeOf('streams', readers));
    parts.push(`### A delivery by EventSource, ${crowd}`, ...pictures, deliveries(rows));
  }
  parts.push(...lacking(results, 'streams'));
  if (results.compressed.length > 0) {
    const [first] = results.compressed;
    parts.push(
      `### Real text, plain and compressed, ${first?.readers.toLocaleString('en')} readers`,
      deliveries(results.compressed),
    );
  }
  for (const { readers, p50Ms, p99Ms, ok } of results.screens) {
    parts.push(
      `From an editor's call to ${readers.toLocaleString('en')} readers of two instances over Redis and PostgreSQL: ` +
        `p50 ${p50Ms.toFixed(0)} ms, p99 ${p99Ms.toFixed(0)} ms, ${ok ? 'each once, in order' : 'NOT each once, in order'}.`,
    );
  }
  for (const { readers, changes, cpuUs, ok } of results.bursts) {
    const base = floorOf(results.delivery.filter((row) => row.readers === readers));
    const times = Number.isNaN(base)
      ? ''
      : `, ${(cpuUs / base).toFixed(2)} × the floor of one message`;
    parts.push(
      `${changes} changes that are due together, ${readers.toLocaleString('en')} readers: ${cpuUs.toFixed(2)} µs a message ` +
        `and reader${times}, ${ok ? 'each once, in order' : 'NOT each once, in order'}.`,
    );
  }
  if (results.lines.length > 0) {
    parts.push(
      '### Lines that break',
      'A message every 500 ms, so a silence of 500 ms is none. Broken lines: each is cut without a word every 15 to 20 s. ' +
        'Restart: SIGTERM, and the same command again. Reload: SIGHUP. A stock client of Socket.IO waits 0.5 to 1.5 s before it comes back; all ' +
        'clients wait as their libraries do by default. Each crowd is one process beside the server, so the ticker, which ' +
        'does most, has fewer readers.',
      ...shown('lines'),
      linesTable(results.lines),
      ...lacking(results, 'lines'),
    );
  }
  if (results.growth.length > 0) {
    parts.push('### Growth', growth(results.growth));
  }
  if (results.instances.length > 0) {
    const head =
      '| instances on one Redis and PostgreSQL | readers in all | questions to the database a second, all instances | Redis CPU µs a change and instance | exactly once, in order |\n' +
      '|--:|--:|--:|--:|---|';
    const lines = results.instances.map(
      (row) =>
        `| ${row.instances} | ${row.readers.toLocaleString('en')} | ${row.queriesPerSecond.toFixed(1)} ` +
        `| ${row.redisUs.toFixed(0)} | ${row.ok ? 'yes' : 'NO'} |`,
    );
    parts.push('### More instances', [head, ...lines].join('\n'));
  }
  if (results.connections.length > 0) {
    const head =
      '| server | CPU µs a connect | KB of RSS a connection | all runs |\n|---|--:|--:|---|';
    const lines = bySubject(results.connections).map(([name, rows]) => {
      const us = rows.map(({ connectUs }) => connectUs);
      const kb = rows.map(({ rssKb }) => rssKb);
      const runs = rows.map((row) => `${row.connectUs.toFixed(0)} µs, ${row.rssKb.toFixed(1)} KB`);
      return `| ${name} | ${median(us).toFixed(0)} | ${median(kb).toFixed(1)} | ${runs.join('; ')} |`;
    });
    parts.push(
      `### ${results.connections[0]?.readers} readers who hold on`,
      [head, ...lines].join('\n'),
    );
  }
  if (results.profile.length > 0) {
    const lines = results.profile.map(
      ({ owner, percent, us }) => `| ${owner} | ${percent.toFixed(1)} % | ${us.toFixed(0)} |`,
    );
    parts.push(
      '### Where the CPU of a connect goes',
      'Samples of `perf` while a crowd comes, each for the code that runs, or called what runs; what V8 inlines counts ' +
        'for whom it is inlined into. Profiled, all is slower.',
      ['| whose code | of all | µs a connect |\n|---|--:|--:|', ...lines].join('\n'),
    );
  }
  if (results.storms.length > 0) {
    const head =
      '| server | all in, s | p50 ms | p99 ms | told to come back |\n|---|--:|--:|--:|--:|';
    const lines = bySubject(results.storms).map(([name, rows]) => {
      const of = (read: (row: (typeof rows)[number]) => number) => median(rows.map(read));
      return (
        `| ${name} | ${(of((row) => row.allMs) / 1_000).toFixed(1)} | ${of((row) => row.p50Ms).toFixed(0)} ` +
        `| ${of((row) => row.p99Ms).toFixed(0)} | ${of((row) => row.refused)} |`
      );
    });
    parts.push(`### ${results.storms[0]?.readers} readers at once`, [head, ...lines].join('\n'));
  }
  if (results.readerPages.length > 0) {
    parts.push(
      "### A reader's page, on a processor 4 × slower",
      'The ticker on a page of another site, all items loaded as far as a reader can go, beside a page that appends a row ' +
        'for each item as stock Socket.IO brings it. Clicks are counted as browsers do for INP, in steps of 8 ms.',
      readerTable(results.readerPages),
    );
  }
  return parts.join('\n\n');
}

/** Who is not in a chapter's tables, by name, and why; nothing where nobody lacks. */
function lacking(results: Results, chapter: string): readonly string[] {
  const lacks = results.lacks[chapter] ?? [];
  if (lacks.length === 0) return [];
  return [`Not measured: ${lacks.map(({ subject, why }) => `${subject} (${why})`).join('; ')}.`];
}

/** The floor's CPU microseconds a delivery, not a number where it was not measured. */
function floorOf(rows: readonly Delivery[]): number {
  return median(rows.filter((row) => row.subject === floor.name).map((row) => row.cpuUs));
}

function deliveries(rows: readonly Delivery[]): string {
  const base = floorOf(rows);
  const head =
    '| server | CPU µs | × floor | p50 / p99 / last ms | bytes | idle, % of a core | all runs, µs | exactly once, in order |\n' +
    '|---|--:|--:|--:|--:|--:|---|---|';
  const lines = bySubject(rows).map(([name, runs]) => {
    const of = (read: (row: Delivery) => number) => median(runs.map(read));
    const cpu = of((row) => row.cpuUs);
    const times = [of((row) => row.p50Ms), of((row) => row.p99Ms), of((row) => row.lastMs)];
    return (
      `| ${name} | ${cpu.toFixed(2)} | ${Number.isNaN(base) ? '' : (cpu / base).toFixed(2)} ` +
      `| ${times.map((ms) => ms.toFixed(0)).join(' / ')} | ${of((row) => row.bytes).toFixed(0)} ` +
      `| ${of((row) => row.idlePercent).toFixed(1)} | ${runs.map((row) => row.cpuUs.toFixed(2)).join(', ')} | ${runs.every(({ ok }) => ok) ? 'yes' : 'NO'} |`
    );
  });
  return [head, ...lines].join('\n');
}

/** The median of the runs of each size. */
function growth(rows: Results['growth']): string {
  const head =
    '| readers | feeds | CPU µs a delivery | the floor | × floor | all runs, × floor | questions to the database a second, idle | exactly once, in order |\n' +
    '|--:|--:|--:|--:|--:|---|--:|---|';
  const sizes = [...new Set(rows.map(({ readers, feeds }) => `${readers} ${feeds}`))];
  const lines = sizes.map((size) => {
    const runs = rows.filter(({ readers, feeds }) => `${readers} ${feeds}` === size);
    const [readers = 0, feeds = 0] = size.split(' ').map(Number);
    const times = runs.flatMap(({ cpuUs, floorUs }) =>
      floorUs === undefined ? [] : [cpuUs / floorUs],
    );
    const floors = runs.flatMap(({ floorUs }) => (floorUs === undefined ? [] : [floorUs]));
    const shown = (values: readonly number[]) =>
      values.length === 0 ? '' : median(values).toFixed(2);
    return (
      `| ${readers.toLocaleString('en')} | ${feeds} | ${shown(runs.map(({ cpuUs }) => cpuUs))} | ${shown(floors)} ` +
      `| ${shown(times)} | ${times.map((each) => each.toFixed(2)).join(', ')} ` +
      `| ${median(runs.map((row) => row.queriesPerSecond)).toFixed(1)} | ${runs.every(({ ok }) => ok) ? 'yes' : 'NO'} |`
    );
  });
  return `${[head, ...lines].join('\n')}\n\n${flatness(rows)}`;
}

/** How far the medians of the crowds lie from the middle between the least and the most, in percent. */
function flatness(rows: Results['growth']): string {
  const crowds = rows.filter(({ floorUs, readers }) => floorUs !== undefined && readers > alone);
  if (crowds.length === 0) return '';
  const sizes = [...new Set(crowds.map(({ readers }) => readers))];
  const within = (read: (row: (typeof rows)[number]) => number) => {
    const medians = sizes.map((size) =>
      median(crowds.filter(({ readers }) => readers === size).map(read)),
    );
    const [least, most] = [Math.min(...medians), Math.max(...medians)];
    return (((most - least) / (most + least)) * 100).toFixed(1);
  };
  const told =
    `From ${Math.min(...sizes).toLocaleString('en')} to ${Math.max(...sizes).toLocaleString('en')} readers of one feed ` +
    `a delivery's multiple of the floor stays within ± ${within(({ cpuUs, floorUs = NaN }) => cpuUs / floorUs)} %, its ` +
    `microseconds within ± ${within(({ cpuUs }) => cpuUs)} %; the floor's own within ± ` +
    `${within(({ floorUs = NaN }) => floorUs)} %.`;
  const itself = median(rows.filter(({ readers }) => readers === alone).map(({ cpuUs }) => cpuUs));
  if (Number.isNaN(itself)) return told;
  const rest = within(({ cpuUs, readers, floorUs = NaN }) => (cpuUs - itself / readers) / floorUs);
  return (
    `${told} A message itself, told to one reader, costs ${itself.toFixed(0)} µs; ` +
    `without that, the multiple of the floor stays within ± ${rest} %.`
  );
}

function bySize<Row extends { readonly readers: number }>(rows: readonly Row[]) {
  return Map.groupBy(rows, ({ readers }) => readers);
}

function bySubject<Row extends { readonly subject: string }>(rows: readonly Row[]) {
  const names = [...new Set(rows.map(({ subject }) => subject))];
  return names.map((name) => [name, rows.filter(({ subject }) => subject === name)] as const);
}

function lineOf({ cpu, cores, memoryGb, kernel, node, date, commit }: Machine): string {
  return `${cpu}, ${cores} cores, ${memoryGb} GB, Linux ${kernel}, Node ${node}; ${date}, commit ${commit}.`;
}
