import { LocalBus } from '../../src/bus/local-bus.ts';
import type { Position } from '../../src/feed/position.ts';
import type { Attachment } from '../../src/hub/attachment.ts';
import { Hub } from '../../src/hub/hub.ts';
import { Chance } from './chance.ts';
import { Editor } from './editor.ts';
import { asking, modelLog } from './model-log.ts';
import { Store } from './store.ts';
import { VirtualTime } from './virtual-time.ts';
import { Weather } from './weather.ts';

/** One real hub on a log that can be set back, for a course of events told step by step. */
export class OneHub {
  static readonly feed = 'f';
  readonly time = new VirtualTime();
  readonly weather = new Weather(this.time, new Chance(1));
  readonly store = new Store([OneHub.feed], (written) => `t${written}`);
  readonly bus = new LocalBus();
  readonly log = modelLog(
    this.store,
    asking(this.time, this.weather, () => this.weather.logMs()),
  );
  readonly told: string[] = [];
  alarms = 0;
  readonly hub: Hub;
  private readonly editor = new Editor(this.store, this.time, []);

  constructor() {
    const report = {
      forked: () => (this.alarms += 1),
      unreachable: () => undefined,
      strange: () => undefined,
    };
    this.hub = new Hub(this.log, this.bus, report, this.time.clock);
    this.hub.listen({
      onChange: ({ seq, tag }) => this.told.push(`change ${seq} ${tag}`),
      onReset: (_, { seq, tag }) => this.told.push(`reset ${seq} ${tag}`),
    });
  }

  get head(): Position {
    const { epoch, seq, tag } = this.store.head(OneHub.feed);
    return { epoch, seq, tag };
  }

  /** So many more changes in the log, announced to nobody. */
  append(count: number): void {
    this.editor.grow(OneHub.feed, count, true);
  }

  /** Waits for what takes a while in the model's time. */
  async after<T>(task: Promise<T>, ms = 5_000): Promise<T> {
    const [done] = await Promise.all([task, this.time.pass(ms)]);
    return done;
  }

  async attach(position: Position | undefined): Promise<Attachment | undefined> {
    let found: Attachment | undefined;
    await this.after(this.hub.attach(OneHub.feed, position, (attachment) => (found = attachment)));
    return found;
  }
}
