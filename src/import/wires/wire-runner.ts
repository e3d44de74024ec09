import { randomUUID } from 'node:crypto';
import { waitSeconds } from '../../followers/run/wait-seconds.ts';
import type { FoundWire } from './wire.ts';
import { lookAt, type LookParts } from './wire-look.ts';
import type { WireLeases } from './wire-leases.ts';

export interface WireSettings {
  /** How often is looked for wires that are due. */
  readonly pollMs: number;
  /** The same while there is no wire. */
  readonly idleMs: number;
  /** Longer than a fetch takes (60 s), and than the entry behind it. */
  readonly leaseSeconds: number;
  readonly maxAtOnce: number;
}

const usual: WireSettings = {
  pollMs: 2_000,
  idleMs: 30_000,
  leaseSeconds: 180,
  maxAtOnce: 4,
};

interface Parts extends LookParts {
  readonly leases: WireLeases;
  readonly onError: (error: unknown) => void;
}

/** Looks at the wires of this deployment, together with the other instances: each by one at a time, and not all at the same moment. */
export class WireRunner {
  private readonly holder = randomUUID();
  private readonly settings: WireSettings;
  private readonly stop = new AbortController();
  private readonly running = new Map<string, Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private polling = Promise.resolve();

  constructor(
    private readonly parts: Parts,
    settings: Partial<WireSettings> = {},
  ) {
    this.settings = { ...usual, ...settings };
  }

  /** Looks at once for wires that are due: people have changed one. */
  poll(): void {
    this.polling = this.polling.then(() => this.pollNow());
  }

  /** Ends behind the entries that are being brought. What is left is brought by another instance, or after the next start. */
  async close(): Promise<void> {
    this.stop.abort();
    clearTimeout(this.timer);
    await this.polling;
    await Promise.all(this.running.values());
  }

  private async pollNow(): Promise<void> {
    clearTimeout(this.timer);
    if (this.stop.signal.aborted) return;
    const { maxAtOnce, pollMs, idleMs } = this.settings;
    let any = true;
    try {
      const due = await this.parts.leases.due(maxAtOnce);
      ({ any } = due);
      for (const id of due.ids.filter((one) => !this.running.has(one))) {
        if (this.running.size < maxAtOnce) this.running.set(id, this.look(id));
      }
    } catch (error) {
      this.parts.onError(error);
    }
    if (this.stop.signal.aborted) return;
    const inMs = (any ? pollMs : idleMs) * (0.8 + 0.4 * Math.random());
    this.timer = setTimeout(() => this.poll(), inMs);
  }

  private async look(id: string): Promise<void> {
    const { leases, onError } = this.parts;
    const { leaseSeconds } = this.settings;
    try {
      const wire = await leases.take(id, this.holder, leaseSeconds);
      if (wire !== undefined) await this.lookAt(wire);
    } catch (error) {
      // The lease ends by itself.
      onError(error);
    } finally {
      this.running.delete(id);
    }
  }

  private async lookAt(wire: FoundWire): Promise<void> {
    const { leases } = this.parts;
    const { leaseSeconds } = this.settings;
    let renewedMs = performance.now();
    const goesOn = async () => {
      if (performance.now() - renewedMs < (leaseSeconds * 1_000) / 3) return true;
      renewedMs = performance.now();
      return leases.renew(wire, this.holder, leaseSeconds);
    };
    const { signal } = this.stop;
    const { look, afterSeconds, etag, modified } = await lookAt(wire, this.parts, goesOn, signal);
    const isFailed = look.outcome === 'failed';
    if (isFailed && signal.aborted) return;
    const failures = isFailed ? wire.failures + 1 : 0;
    // A tenth more or less, so that wires of one server are not asked for together.
    const usualWait = wire.everySeconds * (0.9 + 0.2 * Math.random());
    const wait = isFailed ? Math.max(usualWait, waitSeconds(failures, afterSeconds)) : usualWait;
    await leases.settle(wire, this.holder, {
      look,
      failures,
      waitSeconds: wait,
      etag,
      modified,
    });
  }
}
