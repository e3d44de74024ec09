import { Publisher } from '../../src/admin/publisher.ts';
import type { Bus } from '../../src/bus/bus.ts';
import type { Clock } from '../../src/hub/clock.ts';
import type { HubReport } from '../../src/hub/hub-report.ts';
import type { Hub } from '../../src/hub/hub.ts';
import type { Told } from '../../src/hub/told.ts';
import type { Log } from '../../src/log/log.ts';
import type { LogReads } from '../../src/log/log-reads.ts';
import type { Chance } from './chance.ts';
import type { Ledger } from './judging/ledger.ts';
import type { ModelBus } from './model-bus.ts';
import { Serving } from './relay/serving.ts';
import { Alarms, Server } from './server.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Makes a hub: the real one, or one with a part switched off. */
export type MakeHub = (
  log: LogReads,
  bus: Bus,
  report: HubReport,
  clock: Clock,
  told?: Told,
) => Hub;

/** One server process on the log: the real hub and publisher. */
export class Instance extends Server {
  readonly publisher: Publisher;
  /** Announcements are lost from now on, because the process will die between commit and announcement. */
  isMute = false;
  private served: Serving | undefined;

  constructor(
    feeds: readonly string[],
    private readonly log: Log,
    private readonly bus: ModelBus,
    time: VirtualTime,
    chance: Chance,
    ledger: Ledger,
    makeHub: MakeHub,
  ) {
    const alarms = new Alarms();
    super(feeds, makeHub(log, bus, alarms.report, time.clock), time, chance, ledger, alarms);
    this.publisher = new Publisher(log, bus, (task) =>
      time.after(chance.below(4), () => {
        if (this.isAlive && !this.isMute) task();
      }),
    );
  }

  /** What relays ask, made when the first one does. */
  get serving(): Serving {
    return (this.served ??= new Serving(this.hub, this.log, this.time, () => []));
  }

  override beacon(feed: string): void {
    super.beacon(feed);
    this.served?.beacon();
  }

  override kill(): void {
    super.kill();
    this.served?.close();
    void this.bus.close();
  }
}
