import { randomUUID } from 'node:crypto';
import { waitSeconds } from '../../followers/run/wait-seconds.ts';
import { Lookout } from '../../outbox/lookout.ts';
import { maxUnderWay, type Delivery, type MailServer } from '../send/mail-server.ts';
import type { Audience } from '../store/audience.ts';
import type { Mails } from '../store/mails.ts';
import type { Subscribers } from '../store/subscribers.ts';
import type { WaitingMail } from '../store/subscription.ts';
import type { MailNumbers } from './mail-numbers.ts';
import type { Writer } from './writer.ts';

export interface MailerSettings {
  /** How often is looked for mails, digests that are due and feeds that were opened. */
  readonly pollMs: number;
  readonly sweepMs: number;
  /** Longer than a mail takes (60 s), and than the writes around it. */
  readonly leaseSeconds: number;
  /** Mails that one instance takes at once: it draws each, and sends it without delay. */
  readonly maxTaken: number;
  readonly waitSeconds: (failures: number) => number;
  /** The longest pause after a server was down. */
  readonly maxPauseSeconds: number;
}

const usual: MailerSettings = {
  pollMs: 2_000,
  sweepMs: 3_600_000,
  leaseSeconds: 120,
  maxTaken: maxUnderWay,
  waitSeconds,
  maxPauseSeconds: 60,
};

interface Parts {
  readonly mails: Mails;
  readonly subscribers: Subscribers;
  readonly audience: Audience;
  readonly writer: Writer;
  readonly server: MailServer;
  readonly numbers: Pick<MailNumbers, 'outcomes'>;
  /** Told the feeds that may be subscribed to, at each look. */
  readonly onOpenFeeds: (feeds: ReadonlySet<string>) => void;
  readonly onError: (error: unknown) => void;
}

/**
 * Sends the mails of this deployment, together with the other instances. While the mail server is down nothing is lost and nothing
 * hurries: mails wait in their rows, for a day.
 */
export class Mailer {
  private readonly holder = randomUUID();
  private readonly settings: MailerSettings;
  private readonly lookout: Lookout;
  /** Looks in a row at which the server was down. */
  private failures = 0;
  private pausedUntilMs = 0;
  private sweptMs = -Infinity;

  constructor(
    private readonly parts: Parts,
    settings: Partial<MailerSettings> = {},
  ) {
    this.settings = { ...usual, ...settings };
    const lookNow = () => this.lookNow();
    const { pollMs } = this.settings;
    this.lookout = new Lookout({ lookNow, onError: parts.onError, pollMs });
    this.parts.mails.onHandOver = () => this.look();
  }

  /** Looks for mails now. */
  look(): void {
    this.lookout.look();
  }

  /** Ends when what is under way is sent. The other mails are sent by another instance, or after the next start. */
  async close(): Promise<void> {
    await this.lookout.close();
    this.parts.server.close();
  }

  private async lookNow(): Promise<void> {
    const { mails } = this.parts;
    const { sweepMs, maxTaken, leaseSeconds } = this.settings;
    await mails.handOverDigests([...(await this.openFeeds())]);
    if (performance.now() - this.sweptMs >= sweepMs) {
      await mails.sweep();
      this.sweptMs = performance.now();
    }
    while (!this.lookout.isClosed && performance.now() >= this.pausedUntilMs) {
      const taken = await mails.take(this.holder, maxTaken, leaseSeconds);
      if (taken.length === 0) return;
      // Read after the mails, so that a feed which was just opened is among them.
      await this.sendAll(taken, await this.openFeeds());
    }
  }

  private async openFeeds(): Promise<ReadonlySet<string>> {
    const open = new Set(await this.parts.audience.openFeeds());
    this.parts.onOpenFeeds(open);
    return open;
  }

  private async sendAll(taken: readonly WaitingMail[], open: ReadonlySet<string>): Promise<void> {
    const { onError } = this.parts;
    const deliveries = await Promise.all(
      taken.map((mail) =>
        this.sendOne(mail, open).catch((error: unknown) => {
          // The lease ends, and the mail is tried again.
          onError(error);
          return undefined;
        }),
      ),
    );
    const down = deliveries.find((delivery) => delivery?.kind === 'down');
    if (down?.kind !== 'down') {
      this.failures = 0;
      return;
    }
    if (this.failures === 0) onError(new Error(`The mail server takes no mail: ${down.reason}.`));
    this.failures += 1;
    const { waitSeconds: wait, maxPauseSeconds } = this.settings;
    const seconds = Math.min(wait(this.failures), maxPauseSeconds);
    this.pausedUntilMs = performance.now() + seconds * 1_000;
  }

  /** Sends a mail, and writes down what became of it. */
  private async sendOne(
    mail: WaitingMail,
    open: ReadonlySet<string>,
  ): Promise<Delivery | undefined> {
    const { mails, subscribers, writer, server, numbers } = this.parts;
    if (mail.address === undefined) {
      await mails.bury(mail.id, this.holder, 'encrypted with another MAIL_KEY');
      return undefined;
    }
    const { letter, position } = await writer.write(mail, open);
    if (letter === undefined) {
      await mails.done(mail, this.holder, position);
      return undefined;
    }
    const delivery = await server.send(letter);
    numbers.outcomes[delivery.kind] += 1;
    switch (delivery.kind) {
      case 'sent':
        await mails.done(mail, this.holder, position);
        if (mail.bounces > 0) await subscribers.delivered(mail.subscription.subscriber);
        break;
      case 'refused':
        await subscribers.bounced(mail.subscription.subscriber, delivery.forGood);
        await mails.done(mail, this.holder);
        break;
      case 'never':
        await mails.bury(mail.id, this.holder, delivery.reason);
        break;
      case 'again':
        await this.wait(mail, mail.tries + 1);
        break;
      case 'down':
        // No fault of the mail: it is tried again when the pause is over.
        await mails.wait(mail.id, this.holder, mail.tries, 0);
        break;
    }
    return delivery;
  }

  private wait({ id }: WaitingMail, tries: number): Promise<void> {
    return this.parts.mails.wait(id, this.holder, tries, this.settings.waitSeconds(tries));
  }
}
