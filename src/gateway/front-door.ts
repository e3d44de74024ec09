import type { IncomingMessage } from 'node:http';
import type { Addresses } from '../http/addresses.ts';
import { Headcount } from '../http/headcount.ts';
import { noReport, type RefusalReport } from '../http/refusal-report.ts';
import { Shares } from '../http/shares.ts';
import { Admission } from './admission.ts';
import { Door, type Entry } from './engine/door.ts';

/**
 * New connections that one address may open: a fifth of what an instance admits (see Admission), so that five addresses
 * together could use up the admission, but not one. An office of 2,000 readers behind one address is back within 2 s.
 */
const share = { perSecond: 500, burst: 1_000 };

/**
 * Decides whether a new WebSocket or stream is accepted. It refuses, with a time to come back: connections above the
 * admission rate, and connections of an address that has its share already.
 */
export class FrontDoor extends Door {
  private readonly places: Headcount;
  private readonly shares: Shares;

  constructor(
    private readonly addresses: Addresses,
    private readonly perAddress = Infinity,
    private readonly report: Pick<RefusalReport, 'met'> = noReport,
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
    const address = this.addresses.of(request);
    const waitMs = this.shares.take(address);
    if (waitMs > 0) {
      const why = 'Too many new connections from your address. Come back in a moment.';
      return this.crowded(why, Math.ceil(waitMs / 1000) + 1);
    }
    if (!this.admission.admit()) {
      this.report.met('admission');
      return busy('Too many connections at once. Come back in a moment.');
    }
    if (!this.places.enter(address)) {
      const why = `There are ${this.perAddress} connections from your address, as many as one may have.`;
      return this.crowded(why, 30);
    }
    return { kind: 'in', address };
  }

  override readmit(address: string): boolean {
    return this.places.enter(address);
  }

  override leave(address: string): void {
    this.places.leave(address);
  }

  private crowded(why: string, afterSeconds: number): Entry {
    this.report.met('connections');
    return { kind: 'refused', status: '429 Too Many Requests', why, afterSeconds };
  }
}

function busy(why: string): Entry {
  return { kind: 'refused', status: '503 Service Unavailable', why, afterSeconds: 2 };
}
