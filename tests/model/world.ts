import { Chance } from './chance.ts';
import { Editor } from './editor.ts';
import { Instance } from './instance.ts';
import { ModelFollower } from './follower/model-follower.ts';
import { judge } from './judging/judge.ts';
import { Ledger } from './judging/ledger.ts';
import { Air, ModelBus } from './model-bus.ts';
import { asking, modelLog } from './model-log.ts';
import { answersWithin, ModelReader } from './model-reader.ts';
import { realParts, type Parts } from './parts.ts';
import { RelayLevels } from './relay/relay-levels.ts';
import type { Schedule, Step } from './schedule.ts';
import type { Server } from './server.ts';
import { Store } from './store.ts';
import { VirtualTime } from './virtual-time.ts';
import { Weather } from './weather.ts';

/** What came of a schedule. */
export interface Verdict {
  readonly views: number;
  readonly resets: number;
  /** From the end of the faults to the last correction of a view, in the model's time. */
  readonly healMs: number;
  readonly broken: readonly string[];
}

/** Lives through a schedule, lets the faults end, and holds what every reader sees against the log. */
export async function live(schedule: Schedule, parts: Parts = realParts): Promise<Verdict> {
  return new World(schedule, parts).run();
}

export class World {
  readonly store: Store;
  readonly editor: Editor;
  readonly readers: readonly ModelReader[];
  readonly instances: Instance[] = [];
  readonly ledger: Ledger;
  private readonly feeds: readonly string[];
  private readonly time = new VirtualTime();
  private readonly chance: Chance;
  private readonly weather: Weather;
  private readonly air: Air;
  private follower: ModelFollower | undefined;
  relays: RelayLevels | undefined;
  private started = 0;

  constructor(
    private readonly schedule: Schedule,
    private readonly parts: Parts,
  ) {
    const { time } = this;
    this.chance = new Chance(schedule.seed ^ 0x5bd1e995);
    this.weather = new Weather(time, this.chance);
    this.air = new Air(time, this.chance, this.weather);
    this.feeds = Array.from({ length: schedule.feeds }, (_, n) => `feed-${n}`);
    this.store = new Store(this.feeds, parts.tagOf);
    this.ledger = new Ledger(this.store);
    this.editor = new Editor(this.store, time, this.instances);
    this.readers = Array.from(
      { length: schedule.readers },
      (_, n) =>
        new ModelReader(
          this.feed(n),
          time,
          this.weather,
          this.ledger,
          () => this.server(this.chance.below(99)),
          schedule.relays.length > 0 ? answersWithin.behindRelays : answersWithin.usual,
        ),
    );
  }

  /** All that serve readers: those on the log, and relays. */
  get servers(): readonly Server[] {
    return [...this.instances, ...(this.relays?.all ?? [])];
  }

  async run(): Promise<Verdict> {
    const { schedule, time } = this;
    for (const feed of this.feeds) this.editor.grow(feed, schedule.grown, false);
    this.follower = this.follow();
    for (let n = 0; n < schedule.instances; n += 1) this.instances.push(this.start());
    this.relays = this.relayed();
    this.readers.forEach((reader, n) => reader.connect(this.server(n)));
    for (const { afterMs, step } of schedule.steps) {
      if (afterMs > 0) await time.pass(afterMs);
      this.take(step);
    }
    this.endFaults();
    const endedMs = time.nowMs;
    await time.pass(3_200);
    // What is wrong at one level is put right by a beacon of the level before.
    for (let round = 0; round < 2 + 3 * schedule.relays.length; round += 1) {
      for (const server of this.servers) for (const feed of this.feeds) server.beacon(feed);
      await time.pass(1_800);
    }
    judge(this);
    this.follower?.judge();
    for (const server of this.servers) server.kill();
    return {
      views: this.readers.length,
      resets: this.ledger.resets,
      healMs: Math.max(0, ...this.readers.map(({ movedMs }) => movedMs - endedMs)),
      broken: this.ledger.broken,
    };
  }

  private take(step: Step): void {
    const { weather } = this;
    switch (step.kind) {
      case 'publish':
        return this.publish(step);
      case 'flood':
        return this.editor.grow(this.feed(step.by), step.count, true);
      case 'connect':
        return this.reader(step.reader).connect(this.server(step.to));
      case 'disconnect':
        return this.reader(step.reader).disconnect();
      case 'lose frames':
        this.reader(step.reader).framesToLose += step.count;
        return;
      case 'stall':
        return this.reader(step.reader).stall(step.ms);
      case 'reload':
        return this.reader(step.reader).forget();
      case 'beacon':
        return this.server(step.by).beacon(this.feed(step.by));
      case 'restart':
        return this.restart(step.instance % this.instances.length);
      case 'restart all':
        return this.instances.forEach((_, index) => this.restart(index));
      case 'restore':
        this.store.restore(step.copy);
        return this.editor.grow(this.feed(step.copy), step.growth, false);
      case 'rotate':
        return this.store.rotate();
      case 'log down':
        return weather.breakLog(step.ms);
      case 'log slow':
        return weather.slowLog(step.ms, step.slowMs);
      case 'bus down':
        return weather.breakBus(step.ms);
      case 'bus bad':
        weather.lostPercent = step.percent;
        weather.doubledPercent = step.percent;
        weather.bodilessPercent = step.percent / 2;
        weather.lateMs = step.lateMs;
        return;
      case 'line cut':
      case 'line out':
      case 'line slow':
      case 'lose events':
      case 'restart relay':
        return this.relays?.take(step);
    }
  }

  private publish(step: Extract<Step, { readonly kind: 'publish' }>): void {
    const { by, crash } = step;
    this.editor.write(this.feed(by), step);
    if (crash)
      this.time.after(this.chance.below(25), () => this.restart(by % this.instances.length));
  }

  /** What is on its way still arrives; nothing else goes wrong any more. */
  private endFaults(): void {
    this.weather.clear();
    this.follower?.endFaults();
    this.relays?.endFaults();
    this.readers.forEach((reader, n) => {
      reader.framesToLose = 0;
      if (!reader.isConnected) reader.connect(this.server(n));
    });
  }

  private restart(index: number): void {
    this.instances[index]?.kill();
    this.instances[index] = this.start();
  }

  private start(): Instance {
    const { time, chance } = this;
    const log = modelLog(
      this.store,
      asking(time, this.weather, () => this.weather.logMs()),
    );
    const bus = new ModelBus(this.air);
    const { feeds, ledger, parts } = this;
    const instance = new Instance(feeds, log, bus, time, chance, ledger, parts.makeHub);
    this.started += 1;
    this.follower?.toldBy(`instance ${this.started}`, () => instance.isAlive);
    return instance;
  }

  /** In every fourth schedule, by chances of its own: what else happens is the same with it and without it. */
  private follow(): ModelFollower | undefined {
    const { store, time, weather, ledger, schedule } = this;
    // A flood is told for minutes after the faults have ended.
    const isFlooded = schedule.steps.some(({ step }) => step.kind === 'flood');
    if (schedule.seed % 4 !== 0 || isFlooded) return undefined;
    const chance = new Chance(schedule.seed ^ 0x2c1b3c6d);
    const ask = asking(time, weather, () => weather.logMs(chance));
    return new ModelFollower(this.feed(0), store, time, chance, ledger, ask, this.parts.hear);
  }

  /** See scheduleOf. */
  private relayed(): RelayLevels | undefined {
    const { feeds, time, ledger, schedule, instances } = this;
    const { makeHub, makeRelay: make } = this.parts;
    if (schedule.relays.length === 0) return undefined;
    const chance = new Chance(schedule.seed ^ 0x71a9c4e3);
    const making = { feeds, time, chance, ledger, make, makeHub };
    const roots = () => instances.map((instance) => instance.serving);
    return new RelayLevels(schedule.relays, making, roots);
  }

  private feed(n: number): string {
    return this.feeds[n % this.feeds.length] ?? 'feed-0';
  }

  private instance(n: number): Instance {
    return this.instances[n % this.instances.length] ?? this.start();
  }

  private server(n: number): Server {
    const { servers } = this;
    return servers[n % servers.length] ?? this.instance(n);
  }

  private reader(n: number): ModelReader {
    const reader = this.readers[n % this.readers.length];
    if (reader === undefined) throw new Error('a schedule has readers');
    return reader;
  }
}
