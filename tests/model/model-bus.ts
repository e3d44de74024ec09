import { Bus, type Announcement, type Undo } from '../../src/bus/bus.ts';
import { Listeners } from '../../src/bus/listeners.ts';
import type { Chance } from './chance.ts';
import type { VirtualTime } from './virtual-time.ts';
import type { Weather } from './weather.ts';

/** Carries the announcements between instances, and loses, doubles, delays, reorders or shortens them. */
export class Air {
  private readonly hearers = new Set<ModelBus>();

  constructor(
    private readonly time: VirtualTime,
    private readonly chance: Chance,
    private readonly weather: Weather,
  ) {}

  join(bus: ModelBus): Undo {
    this.hearers.add(bus);
    return () => this.hearers.delete(bus);
  }

  carry(announcement: Announcement): void {
    for (const hearer of this.hearers) {
      const times = this.chance.is(this.weather.doubledPercent) ? 2 : 1;
      for (let time = 0; time < times; time += 1) this.carryTo(hearer, announcement);
    }
  }

  private carryTo(hearer: ModelBus, announcement: Announcement): void {
    const { weather, chance } = this;
    if (weather.isBusDown || chance.is(weather.lostPercent)) return;
    const { feed } = announcement;
    const said = chance.is(weather.bodilessPercent) ? { feed } : announcement;
    this.time.after(1 + chance.below(weather.lateMs + 4), () => hearer.hear(said));
  }
}

/** One instance's end of the bus: its own listeners at once, the others through the air, and its own echo. */
export class ModelBus extends Bus {
  private readonly listeners = new Listeners();
  private readonly leave: Undo;

  constructor(private readonly air: Air) {
    super();
    this.leave = air.join(this);
  }

  announce(announcement: Announcement): void {
    this.listeners.tell(announcement);
    this.air.carry(announcement);
  }

  onAnnouncement(listener: (announcement: Announcement) => void): Undo {
    return this.listeners.add(listener);
  }

  hear(announcement: Announcement): void {
    this.listeners.tell(announcement);
  }

  /** Nothing that the model watches goes by notices. */
  notify(): void {}

  onNotice(): Undo {
    return () => undefined;
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {
    this.leave();
  }
}
