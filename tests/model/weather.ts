import type { Chance } from './chance.ts';
import type { VirtualTime } from './virtual-time.ts';

/** How the network between the parts is just now. */
export class Weather {
  /** Of a hundred announcements, per hearer. */
  lostPercent = 0;
  doubledPercent = 0;
  bodilessPercent = 0;
  lateMs = 0;
  private busDownUntilMs = 0;
  private logDownUntilMs = 0;
  private logSlowUntilMs = 0;
  private slowMs = 0;

  constructor(
    private readonly time: VirtualTime,
    private readonly chance: Chance,
  ) {}

  get isBusDown(): boolean {
    return this.time.nowMs < this.busDownUntilMs;
  }

  get isLogDown(): boolean {
    return this.time.nowMs < this.logDownUntilMs;
  }

  /** How long one way to or from the log takes. */
  logMs(chance = this.chance): number {
    const slowest = this.time.nowMs < this.logSlowUntilMs ? this.slowMs : 6;
    return chance.below(slowest + 1);
  }

  get frameMs(): number {
    return this.chance.below(12);
  }

  breakBus(ms: number): void {
    this.busDownUntilMs = this.time.nowMs + ms;
  }

  breakLog(ms: number): void {
    this.logDownUntilMs = this.time.nowMs + ms;
  }

  slowLog(ms: number, slowMs: number): void {
    this.logSlowUntilMs = this.time.nowMs + ms;
    this.slowMs = slowMs;
  }

  clear(): void {
    this.lostPercent = 0;
    this.doubledPercent = 0;
    this.bodilessPercent = 0;
    this.lateMs = 0;
    this.busDownUntilMs = 0;
    this.logDownUntilMs = 0;
    this.logSlowUntilMs = 0;
  }
}
