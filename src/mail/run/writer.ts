import { needsToken } from '../../feed/feed-info.ts';
import { isTombstone } from '../../feed/item.ts';
import type { Position } from '../../feed/position.ts';
import { isStruck } from '../../feed/remarks.ts';
import type { Log } from '../../log/log.ts';
import type { Site } from '../../site/shell/place.ts';
import { breakingLetter } from '../letters/breaking-letter.ts';
import { confirmLetter } from '../letters/confirm-letter.ts';
import { digestOf } from '../letters/digest.ts';
import { digestLetter } from '../letters/digest-letter.ts';
import type { AboutFeed } from '../letters/letter-parts.ts';
import type { Letter } from '../send/mail-server.ts';
import type { Purpose, Seal } from '../store/seal.ts';
import type { WaitingMail } from '../store/subscription.ts';

/** A mail in words. `letter` undefined: there is nothing to send. `position`: up to where a digest tells the log. */
export interface Written {
  readonly letter?: Letter;
  readonly position?: Position;
}

export interface WriterParts {
  readonly log: Pick<Log, 'read' | 'entry' | 'tagAt' | 'heads' | 'time'>;
  readonly site: Site;
  readonly seal: Seal;
}

const nothing: Written = {};

/**
 * Writes the mails that wait, each in the moment in which it is sent: by what the log has then. What was taken down or withdrawn
 * since is not sent, and what was corrected is sent as it is now.
 */
export class Writer {
  constructor(private readonly parts: WriterParts) {}

  /** `open`: the feeds that may be subscribed to. */
  async write(mail: WaitingMail, open: ReadonlySet<string>): Promise<Written> {
    const { log, site } = this.parts;
    const { subscription, address } = mail;
    const { feed } = subscription;
    const [head] = open.has(feed) ? await log.heads([feed]) : [];
    // No mail leaves a feed that has become one for signed-in readers.
    if (head === undefined || address === undefined || needsToken(head.info)) return nothing;
    const about: AboutFeed = { site, feed, info: head.info };
    switch (mail.kind) {
      case 'confirm':
        return this.confirm(mail, about, address);
      case 'breaking':
        return this.breaking(mail, about, address);
      case 'daily':
        return this.daily(mail, about, address);
    }
  }

  private async confirm(mail: WaitingMail, about: AboutFeed, to: string): Promise<Written> {
    const { id, state, confirmUntil } = mail.subscription;
    const isWanted = state === 'pending' && confirmUntil === mail.key;
    if (!isWanted || confirmUntil <= (await this.parts.log.time())) return nothing;
    const link = this.link('confirm', id, confirmUntil);
    return { letter: confirmLetter(about, mail.id, to, link) };
  }

  private async breaking(mail: WaitingMail, about: AboutFeed, to: string): Promise<Written> {
    if (mail.subscription.state !== 'active') return nothing;
    const item = await this.parts.log.entry(about.feed, mail.key);
    if (item === undefined || isTombstone(item) || isStruck(item) || !item.breaking) return nothing;
    return { letter: breakingLetter(about, mail.id, to, this.unsubscribe(mail), item) };
  }

  private async daily(mail: WaitingMail, about: AboutFeed, to: string): Promise<Written> {
    const { state, position, confirmedAt } = mail.subscription;
    if (state !== 'active' || position === undefined || confirmedAt === undefined) return nothing;
    const digest = await digestOf(this.parts.log, about.feed, position, confirmedAt);
    if (digest === undefined) return nothing;
    const { news, corrections } = digest;
    if (news.length + corrections.length === 0) return { position: digest.position };
    const letter = digestLetter(about, mail.id, to, this.unsubscribe(mail), digest);
    return { letter, position: digest.position };
  }

  private unsubscribe({ subscription }: WaitingMail): string {
    return `${this.link('unsubscribe', subscription.id)}/unsubscribe`;
  }

  private link(purpose: Purpose, id: string, until?: string): string {
    const token = this.parts.seal.token(purpose, id, until);
    return `${this.parts.site.publicUrl ?? ''}/subscriptions/${token}`;
  }
}
