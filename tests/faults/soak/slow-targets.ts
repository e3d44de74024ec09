import { adminToken, call } from '../../call.ts';
import { Receiver } from '../../followers/receiver.ts';
import { until } from '../../until.ts';
import { Cable } from '../cable.ts';
import { feed as deskFeed, OutsideDesk } from '../outside/outside-desk.ts';
import { openTargets, type OutsideTarget } from '../outside/outside-target.ts';

/** A target answers in this time while it is slow. */
const slowMs = 2_000;
/** One that always is; more than this a second is not told. */
const busyMs = 700;

type Weather = (cable: Cable) => void;

/** What a target is like, by turns: well, slow, away. Connections break in the middle of a call when it changes. */
const weathers: readonly Weather[] = [
  well,
  (cable) => {
    cable.slowDown(slowMs);
    cable.cut();
  },
  (cable) => cable.pullOut(),
  well,
];

function well(cable: Cable): void {
  cable.slowDown(0);
  cable.cut();
  cable.putIn();
}

/**
 * Followers of every kind, whose targets answer late, refuse, and break off; and a webhook of the busiest feed, whose
 * target is slow all the time. Every target has each change once, in order, at the end.
 */
export class SlowTargets {
  #turn = 0;
  #busyFrom = 0;

  private constructor(
    readonly desk: OutsideDesk,
    private readonly url: string,
    private readonly targets: readonly OutsideTarget[],
    private readonly busyFeed: string,
    private readonly busy: Receiver,
    private readonly busyCable: Cable,
  ) {}

  /** The feed of the desk is there. `publicUrl`: the newsroom's. */
  static async open(publicUrl: string, desk: OutsideDesk, busyFeed: string): Promise<SlowTargets> {
    const targets = await openTargets(publicUrl);
    for (const target of targets) await target.follow(desk);
    const busy = await Receiver.open();
    const cable = await Cable.to(busy.port);
    cable.slowDown(busyMs);
    const all = new SlowTargets(desk, publicUrl, targets, busyFeed, busy, cable);
    await all.#followBusy();
    return all;
  }

  /** The next weather for each target; no two have the same at once. */
  turn(): void {
    this.#turn += 1;
    for (const [n, { cable }] of this.targets.entries()) {
      weathers[(this.#turn + n) % weathers.length]?.(cable);
    }
  }

  /** How many changes wait for a target, all together. */
  async behind(): Promise<number> {
    const all = [...(await this.#followers(deskFeed)), ...(await this.#followers(this.busyFeed))];
    return all.reduce((sum, { behind }) => sum + behind, 0);
  }

  /** Has good weather, and waits until everything is told. Resolves to what is wrong then, and a line for each target. */
  async settle(withinMs: number): Promise<{ faults: readonly string[]; told: readonly string[] }> {
    for (const { cable } of this.targets) well(cable);
    well(this.busyCable);
    await this.desk.tryNow();
    const allTold = async () => (await this.behind()) === 0;
    await until(allTold, 'the targets to be told', withinMs).catch(() => undefined);
    const late = await this.behind();
    const verdicts = [await this.#busyVerdict()];
    for (const target of this.targets) {
      verdicts.push({ kind: target.kind, ...(await target.verdict(this.desk)) });
    }
    const told = verdicts.map(
      ({ kind, deliveries, secondCopies, wrongOrder, missing }) =>
        `${kind}: ${deliveries} deliveries, ${secondCopies} second copies, ${wrongOrder} in the wrong order, ${missing} missing`,
    );
    const isWrong = (n: number) => (verdicts[n]?.wrongOrder ?? 0) + (verdicts[n]?.missing ?? 0) > 0;
    const wrong = told.filter((_, n) => isWrong(n));
    return { faults: late === 0 ? wrong : [...wrong, `${late} changes are not told`], told };
  }

  async close(): Promise<void> {
    for (const target of this.targets) await target.close();
    await this.busyCable[Symbol.asyncDispose]();
    await this.busy[Symbol.asyncDispose]();
  }

  async #followBusy(): Promise<void> {
    const target = `http://127.0.0.1:${this.busyCable.port}/hook`;
    const path = `/api/v1/feeds/${this.busyFeed}/followers`;
    const { json } = await this.desk.send('POST', path, { kind: 'webhook', target });
    this.busy.secret = String(json['secret']);
    this.#busyFrom = await this.#headOf();
  }

  async #busyVerdict() {
    const { taken } = this.busy;
    const seqs = taken.map(({ data }) => data.seq);
    const first = new Set(seqs);
    const before = (n: number) => seqs[n - 1] ?? this.#busyFrom;
    return {
      kind: `webhook of ${this.busyFeed}, always slow`,
      deliveries: seqs.length,
      secondCopies: seqs.length - first.size,
      wrongOrder: seqs.filter((seq, n) => ![0, 1].includes(seq - before(n))).length,
      missing: (await this.#headOf()) - this.#busyFrom - first.size,
    };
  }

  async #headOf(): Promise<number> {
    const { json } = await this.desk.send('GET', `/api/v1/feeds/${this.busyFeed}/followers`);
    const [one] = json['followers'] as readonly { readonly seq: number; readonly behind: number }[];
    return (one?.seq ?? 0) + (one?.behind ?? 0);
  }

  async #followers(feed: string): Promise<readonly { readonly behind: number }[]> {
    const headers = { authorization: `Bearer ${adminToken}` };
    const path = `/api/v1/feeds/${feed}/followers`;
    const { json } = await call(this.url, 'GET', path, undefined, headers);
    return json['followers'] as readonly { readonly behind: number }[];
  }
}
