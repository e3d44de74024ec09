import { randomUUID } from 'node:crypto';
import type { Bus, Undo } from '../bus/bus.ts';
import type { Notice } from '../bus/notice.ts';
import { ToldByInstances } from '../bus/told-by-instances.ts';

/** Instances that are remembered as leaving; above it all are forgotten, and those that still tell of readers count again. */
const maxLeaving = 500;

/** The other instances that readers of this one can go to, as they tell of themselves. Also the injection token. */
export class Others {
  /** This instance's name in notices. */
  readonly self = randomUUID();
  private readonly told = new ToldByInstances<true>();
  private readonly leaving = new Set<string>();

  constructor(
    private readonly bus: Pick<Bus, 'notify' | 'onNotice'>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  open(): Undo {
    return this.bus.onNotice((notice) => this.hear(notice));
  }

  /** How many there are, as far as they are known: a new one is within two seconds. */
  get count(): number {
    return [...this.told.latest(this.now())].length;
  }

  /** Tells the others that this instance leaves. Those that leave at the same moment are not counted any more once their notices have come. */
  leave(): void {
    this.bus.notify({ kind: 'leaving', instance: this.self });
  }

  private hear(notice: Notice): void {
    if (notice.kind === 'leaving') {
      if (this.leaving.size >= maxLeaving) this.leaving.clear();
      this.leaving.add(notice.instance);
      this.told.forget(notice.instance);
    } else if (notice.kind === 'readers') {
      const { instance } = notice;
      if (instance !== this.self && !this.leaving.has(instance)) {
        this.told.hear(instance, true, this.now());
      }
    }
  }
}
