import type { IncomingMessage } from 'node:http';
import type { Addresses } from '../http/addresses.ts';
import { Headcount } from '../http/headcount.ts';
import type { LimitReport } from '../http/limit-report.ts';
import { Shares } from '../http/shares.ts';
import { Admission } from './admission.ts';
import type { Drain } from './drain.ts';
import { Door, type Entry } from './engine/door.ts';

/**
 * A fifth of what an instance admits (see Admission): five addresses together may use it up, one may not. A house
 * behind one address with 2,000 readers is back within 2 s.
 */
const share = { perSecond: 500, burst: 1_000 };

/**
 * The one way in for WebSockets and streams. In a storm tells who comes too many, and in a drain who comes too late,
 * to come back; keeps one address from taking everybody's place; lets everybody else in.
 */
export class FrontDoor extends Door {
  private readonly places: Headcount;
  private readonly shares: Shares;

  constructor(
    private readonly addresses: Addresses,
    private readonly drain: Pick<Drain, 'isUnderWay'>,
    private readonly perAddress = Infinity,
    private readonly report: Pick<LimitReport, 'met'> = { met: () => undefined },
    private readonly admission = new Admission(),
    clock: { readonly now: () => number } = performance,
  ) {
    super();
    this.places = new Headcount(perAddress);
    this.shares = new Shares(
      perAddress === Infinity ? { perSecond: Infinity, burst: Infinity } : share,
      clock,
    );
  }

  override enter(request: IncomingMessage): Entry {
    return this.drain.isUnderWay
      ? busy('This instance is stopping. Connect again: another one serves you.')
      : this.admit(request);
  }

  /** The same, also while the instance is stopping: a stream is told so in its own way. */
  admit(request: IncomingMessage): Entry {
    const address = this.addresses.of(request);
    const waitMs = this.shares.take(address);
    if (waitMs > 0) {
      const why = 'Too many new connections from your address. Come back in a moment.';
      return this.crowded(why, Math.ceil(waitMs / 1000) + 1);
    }
    if (!this.admission.admit()) {
      return busy('Too many connections at once. Come back in a moment.');
    }
    if (!this.places.enter(address)) {
      const why = `There are ${this.perAddress} connections from your address, as many as one may have.`;
      return this.crowded(why, 30);
    }
    return { kind: 'in', address };
  }

  override leave(address: string): void {
    this.places.leave(address);
  }

  private crowded(why: string, afterSeconds: number): Entry {
    this.report.met('CONNECTIONS_PER_ADDRESS');
    return { kind: 'refused', status: '429 Too Many Requests', why, afterSeconds };
  }
}

function busy(why: string): Entry {
  return { kind: 'refused', status: '503 Service Unavailable', why, afterSeconds: 2 };
}
