import type { Instance } from '../cluster.ts';
import { growthOf, sampleOf, told, type Sample } from '../report/flatness.ts';
import { quantile } from '../report/spread.ts';
import type { Row } from '../round.ts';
import { Comparison } from './comparison.ts';
import { MinuteTable } from './minute-table.ts';
import { busyFeed, feedNames, partsOf } from './feeds.ts';
import { NewsroomAtWork } from './newsroom-at-work.ts';
import { Population } from './population.ts';
import { Rhythm } from './rhythm.ts';
import type { Site } from './site.ts';
import { SlowTargets } from './slow-targets.ts';
import type { Soak } from './soak.ts';

/** Steps in which a twentieth of the readers is replaced. */
const steps = 20;
const targetsPatienceMs = 600_000;

const heads = [
  'minute, changes, readers, replaced, lost lines, CPU %, RSS MB, heap MB, files, handles, timers',
  'p50 ms, p99 ms, worst ms, behind, wrong views, broken, lost posts, load CPU %',
].flatMap((names) => names.split(', '));

/** What a soak consists of, and who looks at it. */
export class Room {
  #work = new Rhythm();
  #looks = new Rhythm();
  #samples: Sample[][];
  #table: MinuteTable;
  #startedMs = performance.now();
  #load = { cpu: process.cpuUsage(), atMs: performance.now() };

  private constructor(
    private readonly instances: readonly Instance[],
    private readonly how: Soak,
    private readonly newsroom: NewsroomAtWork,
    private readonly targets: SlowTargets,
    private readonly populations: readonly Population[],
    private readonly comparison: Comparison,
  ) {
    this.#samples = instances.map(() => []);
    this.#table = new MinuteTable(how.file, heads);
  }

  /** Resolves when everybody is there. */
  static async open(site: Site, how: Soak): Promise<Room> {
    const urls = site.instances.map(({ url }) => url);
    const [first = ''] = urls;
    const newsroom = await NewsroomAtWork.open(site, how.before);
    const targets = await SlowTargets.open(site.publicUrl, newsroom.desk, busyFeed);
    const parts = partsOf(how.readers);
    const populations = new Map(
      feedNames.map((feed) => [feed, new Population(feed, urls, parts[feed])] as const),
    );
    for (const population of populations.values()) await population.gather();
    const comparison = new Comparison(first, newsroom, populations);
    const all = [...populations.values()];
    return new Room(site.instances, how, newsroom, targets, all, comparison);
  }

  begin(): void {
    const { changeMs, replaceMs, weatherMs, sampleMs, rowMs } = this.how;
    this.newsroom.work(this.#work, changeMs);
    this.#work.every(replaceMs / steps, async () => {
      for (const population of this.populations) population.replace(0.05 / steps);
    });
    this.#work.every(Math.min(replaceMs / steps, 1_000), async () => {
      for (const population of this.populations) population.tend();
    });
    this.#work.every(weatherMs, async () => this.targets.turn());
    this.#looks.every(sampleMs, () => this.#sample());
    this.#looks.every(rowMs, () => this.#row());
  }

  /** Waits until all has come out and has been told, and judges it. */
  async end(): Promise<Row> {
    await this.#looks.stop();
    await this.#work.stop();
    await this.newsroom.allDue();
    await this.comparison.ofAll();
    await this.#write();
    const { faults, told: lines } = await this.targets.settle(targetsPatienceMs);
    return this.#judged(faults, lines);
  }

  /** Says what is known so far, without a last comparison: the key that stops this may have stopped the site. */
  breakOff(): Row {
    return this.#judged([`stopped after ${this.#minute} minutes`], []);
  }

  async close(): Promise<void> {
    await this.#looks.stop();
    await this.#work.stop();
    for (const population of this.populations) population.leave();
    this.newsroom.leave();
    await this.targets.close();
  }

  get #minute(): string {
    return ((performance.now() - this.#startedMs) / 60_000).toFixed(1);
  }

  async #sample(): Promise<void> {
    for (const [n, instance] of this.instances.entries()) {
      this.#samples[n]?.push(await sampleOf(instance));
    }
  }

  /** Nobody writes while all is compared: views and the log are of one moment. */
  async #row(): Promise<void> {
    await this.#work.pause();
    await this.comparison.ofLive().finally(() => this.#work.resume());
    await this.#write();
  }

  async #write(): Promise<void> {
    const arrivals = this.populations.flatMap(({ crowd }) => crowd.arrivalsMs);
    arrivals.sort((a, b) => a - b);
    for (const { crowd } of this.populations) crowd.turnPage();
    const sum = (of: (population: Population) => number) =>
      this.populations.reduce((all, population) => all + of(population), 0);
    // Of each instance one figure.
    const each = (of: (samples: readonly Sample[]) => number) =>
      this.#samples.map((samples) => Math.round(of(samples))).join('+');
    const latest = (name: keyof Sample) => each((samples) => samples.at(-1)?.[name] ?? 0);
    const samplesARow = Math.max(1, Math.round(this.how.rowMs / this.how.sampleMs));
    this.#table.add([
      this.#minute,
      this.comparison.changes,
      sum(({ present }) => present),
      sum(({ replaced }) => replaced),
      sum(({ crowd }) => crowd.report().returns),
      each((samples) => cpuOf(samples.slice(-samplesARow - 1))),
      latest('rssMb'),
      // The least is what was left after a garbage collection.
      each((samples) => Math.min(...samples.slice(-samplesARow).map(({ heapMb }) => heapMb))),
      ...(['files', 'handles', 'timers'] as const).map(latest),
      // From the editor to a view. One process reads for all: most of it is its own time.
      ...[0.5, 0.99, 1].map((share) => quantile(arrivals, share)),
      await this.targets.behind(),
      this.comparison.wrong,
      sum(({ broken }) => broken.length),
      this.comparison.lost,
      this.#loadCpu(),
    ]);
  }

  #judged(ofTargets: readonly string[], lines: readonly string[]): Row {
    const { views, changes, worstHealMs } = this.comparison;
    const resets = this.populations.reduce((sum, { crowd }) => sum + crowd.report().resets, 0);
    const faults = [
      ...this.#work.failures,
      ...this.#looks.failures,
      ...this.populations.flatMap(({ broken }) => broken),
      ...this.comparison.faults,
      ...this.newsroom.faults,
      ...ofTargets,
      ...(resets === 0 ? [] : [`${resets} resets`]),
      ...(this.how.isJudged ? this.#samples.flatMap((samples) => growthOf(samples)) : []),
      ...(this.#samples.every(({ length }) => length > 0) ? [] : ['no samples']),
    ];
    const note = [...this.#samples.map((samples) => told(samples)), ...lines].join('\n');
    for (const line of [note, ...faults]) this.#table.note(line);
    return {
      fault: `soak: ${this.#minute} minutes, ${changes} changes`,
      rounds: 1,
      views,
      wrong: faults.length,
      worstHealMs,
      note: `${note}\nrows: ${this.#table.path}`,
      ...(faults.length === 0 ? {} : { example: faults.slice(0, 5).join('; ') }),
    };
  }

  /** Of this process, which reads for all, since it was last asked; percent of a processor. */
  #loadCpu(): number {
    const { user, system } = process.cpuUsage(this.#load.cpu);
    const wallMs = performance.now() - this.#load.atMs;
    this.#load = { cpu: process.cpuUsage(), atMs: performance.now() };
    return Math.round((user + system) / 10 / wallMs);
  }
}

/** Percent of a processor between the first and the last sample. */
function cpuOf(samples: readonly Sample[]): number {
  const [first, last] = [samples.at(0), samples.at(-1)];
  if (first === undefined || last === undefined || last.atMs === first.atMs) return 0;
  return (100_000 * (last.cpuSeconds - first.cpuSeconds)) / (last.atMs - first.atMs);
}
