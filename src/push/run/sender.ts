import { randomUUID } from 'node:crypto';
import { waitSeconds } from '../../followers/run/wait-seconds.ts';
import { Lookout } from '../../outbox/lookout.ts';
import type { PushDelivery, PushServices } from '../send/push-service.ts';
import type { PushAudience } from '../store/audience.ts';
import type { DueService, WaitingPush } from '../store/browser.ts';
import type { Browsers } from '../store/browsers.ts';
import type { Pauses } from '../store/pauses.ts';
import type { Pushes } from '../store/pushes.ts';
import { isKnownService } from '../store/services.ts';
import type { PushNumbers } from './push-numbers.ts';
import type { Writer } from './writer.ts';

export interface SenderSettings {
  /** How often is looked for what nobody here has handed over, and for feeds that were opened. */
  readonly pollMs: number;
  readonly sweepMs: number;
  /** Longer than an attempt takes (10 s), and than the writes around it. */
  readonly leaseSeconds: number;
  /** Push services that one instance sends to at the same time. */
  readonly maxServices: number;
  /** Messages on their way to one push service. */
  readonly maxAtService: number;
  readonly waitSeconds: (failures: number, asked?: number) => number;
}

const usual: SenderSettings = {
  pollMs: 2_000,
  sweepMs: 3_600_000,
  leaseSeconds: 60,
  maxServices: 16,
  maxAtService: 32,
  waitSeconds,
};

interface Parts {
  readonly pushes: Pushes;
  readonly pauses: Pauses;
  readonly browsers: Pick<Browsers, 'gone'>;
  readonly audience: Pick<PushAudience, 'openFeeds'>;
  readonly writer: Writer;
  readonly services: Pick<PushServices, 'deliver'>;
  readonly numbers: Pick<PushNumbers, 'outcomes'>;
  /** Told the feeds that offer push, at each look. */
  readonly onOpenFeeds: (feeds: ReadonlySet<string>) => void;
  readonly onError: (error: unknown) => void;
}

/**
 * Sends what browsers of this deployment are told, together with the other instances: a lane for each push service, so that one which is
 * slow, busy or down holds up nobody else. What it does not take waits in its rows.
 */
export class Sender {
  private readonly holder = randomUUID();
  private readonly settings: SenderSettings;
  private readonly lookout: Lookout;
  private readonly lanes = new Map<string, Promise<void>>();
  private readonly stop = new AbortController();
  private sweptMs = -Infinity;

  constructor(
    private readonly parts: Parts,
    settings: Partial<SenderSettings> = {},
  ) {
    this.settings = { ...usual, ...settings };
    const lookNow = () => this.lookNow();
    const { pollMs } = this.settings;
    this.lookout = new Lookout({ lookNow, onError: parts.onError, pollMs });
    parts.pushes.onHandOver = () => this.look();
  }

  /** Looks for something to send now. */
  look(): void {
    this.lookout.look();
  }

  /** Breaks off what is under way. It is sent by another instance, or after the next start. */
  async close(): Promise<void> {
    this.stop.abort();
    await this.lookout.close();
    await Promise.all(this.lanes.values());
  }

  private async lookNow(): Promise<void> {
    const { pushes, pauses } = this.parts;
    const { sweepMs, maxServices } = this.settings;
    await this.openFeeds();
    if (performance.now() - this.sweptMs >= sweepMs) {
      await pushes.sweep();
      await pauses.sweep();
      this.sweptMs = performance.now();
    }
    // What ends meanwhile may have paused its service after this look has read of it.
    const underWay = new Set(this.lanes.keys());
    const due = (await pauses.due()).filter(({ service }) => !underWay.has(service));
    for (const one of inTurn(due).slice(0, maxServices - this.lanes.size)) {
      this.lanes.set(one.service, this.lane(one));
    }
  }

  private async openFeeds(): Promise<ReadonlySet<string>> {
    const open = new Set(await this.parts.audience.openFeeds());
    this.parts.onOpenFeeds(open);
    return open;
  }

  private async lane(due: DueService): Promise<void> {
    try {
      const hasSent = await this.sendTo(due);
      this.lanes.delete(due.service);
      // Something may have come meanwhile, for this service or for one that had no place.
      if (hasSent) this.look();
    } catch (error) {
      // The leases end, and the next look goes on.
      this.lanes.delete(due.service);
      this.parts.onError(error);
    }
  }

  /** Sends to a push service until nothing waits for it, or it takes nothing. True when it has taken something. */
  private async sendTo({ service, failures: before }: DueService): Promise<boolean> {
    const { pushes, pauses } = this.parts;
    const { maxAtService, leaseSeconds } = this.settings;
    let [failures, hasSent] = [before, false];
    while (!this.stop.signal.aborted) {
      const taken = await pushes.take(service, this.holder, maxAtService, leaseSeconds);
      if (taken.length === 0) break;
      // Read after the rows, so that a feed which was just opened is among them.
      const open = await this.openFeeds();
      const deliveries = await Promise.all(taken.map((push) => this.sendOne(push, open)));
      // What is broken off at the end says nothing of the service.
      const wait = this.stop.signal.aborted ? undefined : pauseAfter(deliveries);
      await this.waitAll(taken, deliveries, wait !== undefined);
      if (wait !== undefined) {
        const seconds = this.settings.waitSeconds(failures + 1, wait.afterSeconds);
        await pauses.pause(service, failures + 1, seconds);
        return hasSent;
      }
      const isTaken = deliveries.some((delivery) => delivery?.kind === 'sent');
      if (isTaken && failures > 0) await pauses.recovered(service);
      if (isTaken) [failures, hasSent] = [0, true];
    }
    return hasSent;
  }

  /** Sends one, and writes down what became of it, but for what is to be sent again. Undefined: nothing was sent. */
  private async sendOne(
    push: WaitingPush,
    open: ReadonlySet<string>,
  ): Promise<PushDelivery | undefined> {
    const { pushes, browsers, writer, services, numbers } = this.parts;
    const { message, isLast, rev = 0 } = await writer.write(push, open);
    if (message === undefined || push.address === undefined) {
      // Of an address that was encrypted with another PUSH_KEY, nothing can be sent.
      if (message !== undefined) numbers.outcomes.never += 1;
      if (isLast || message !== undefined) await pushes.drop(push, this.holder);
      else await pushes.rest(push, this.holder);
      return undefined;
    }
    const delivery = await services.deliver(push.address, message, this.stop.signal);
    numbers.outcomes[delivery.kind] += 1;
    if (delivery.kind === 'gone') await browsers.gone(push.browser);
    if (delivery.kind === 'never' || (delivery.kind === 'sent' && isLast)) {
      await pushes.drop(push, this.holder);
    } else if (delivery.kind === 'sent') await pushes.done(push, this.holder, rev);
    return delivery;
  }

  /** What is to be sent again waits: while its service is paused it is no fault of the message. */
  private async waitAll(
    taken: readonly WaitingPush[],
    deliveries: readonly (PushDelivery | undefined)[],
    isPaused: boolean,
  ): Promise<void> {
    for (const [index, push] of taken.entries()) {
      const delivery = deliveries[index];
      if (delivery?.kind !== 'again') continue;
      const { mayBeTold, afterSeconds } = delivery;
      const tries = isPaused ? push.tries : push.tries + 1;
      const seconds = isPaused ? 0 : this.settings.waitSeconds(tries, afterSeconds);
      await this.parts.pushes.wait(push, this.holder, { tries, seconds, mayBeTold });
    }
  }
}

/** Whether a push service is to be left alone: it says so, or takes nothing of all that was sent. */
function pauseAfter(
  deliveries: readonly (PushDelivery | undefined)[],
): { readonly afterSeconds: number } | undefined {
  const again = deliveries.filter((delivery) => delivery?.kind === 'again');
  const isSilent = !deliveries.some((delivery) => delivery?.kind === 'sent');
  if (again.length === 0 || !(isSilent || again.some(({ isBusy }) => isBusy))) return undefined;
  return { afterSeconds: Math.max(0, ...again.map(({ afterSeconds = 0 }) => afterSeconds)) };
}

/** Those in wide use first, and the others in an order that nobody can arrange. */
function inTurn(due: readonly DueService[]): readonly DueService[] {
  const turns = due.map((one) => ({
    one,
    turn: (isKnownService(one.service) ? 0 : 1) + Math.random(),
  }));
  return turns.sort((a, b) => a.turn - b.turn).map(({ one }) => one);
}
