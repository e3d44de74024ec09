import { setTimeout as sleep } from 'node:timers/promises';
import { isSlug, needsToken, type FeedInfo } from '../../feed/feed-info.ts';
import { mailWordsFor } from '../../feed/words/mail/mail-words-for.ts';
import type { Hub } from '../../hub/hub.ts';
import type { MailFeeds } from '../../reading/offered-feeds.ts';
import { quietPage, unknownFeedPage } from '../../site/pages/quiet-page.ts';
import {
  subscribePath,
  untyped,
  type TypedFaults,
  type TypedHour,
} from '../../site/pages/forms/subscribe-form.ts';
import { spokenFor } from '../../site/shell/site-edition.ts';
import type { Page } from '../../site/shell/page.ts';
import { placeOf, type FeedPlace, type Site } from '../../site/shell/place.ts';
import type { Requests } from '../store/requests.ts';
import type { Found, Subscribers } from '../store/subscribers.ts';
import type { Subscription } from '../store/subscription.ts';
import {
  askPage,
  donePage,
  formPage,
  hourChangedPage,
  sentPage,
  tooManyPage,
} from './mail-page.ts';
import { readHour, readTyped } from './typed-form.ts';

/** Longer than any request takes in the database, so that no answer tells by its time what is known of an address. */
const answerMs = 300;

export interface DeskParts {
  readonly hub: Pick<Hub, 'snapshot'>;
  readonly mailFeeds: Pick<MailFeeds, 'has'>;
  readonly requests: Requests;
  readonly subscribers: Subscribers;
  readonly site: Site;
  /** Told when there may be a mail to send. */
  readonly onAsked: () => void;
}

/** What those who get mail, or want to, ask of the pages. Also the injection token. */
export class MailDesk {
  constructor(private readonly parts: DeskParts) {}

  /** The form. */
  async form(feed: string): Promise<Page> {
    const place = this.placeOf(feed);
    const info = await this.infoOf(feed);
    if (info === undefined) return unknownFeedPage(place);
    return formPage(place, info, untyped(info));
  }

  /**
   * Takes a form. Each address gets the same answer, after the same time, whether it is known, was asked lately, or is new.
   * `mayAsk` counts the client, once there is something to ask.
   */
  async ask(feed: string, form: URLSearchParams, mayAsk: () => Promise<boolean>): Promise<Page> {
    const place = this.placeOf(feed);
    const info = await this.infoOf(feed);
    if (info === undefined) return unknownFeedPage(place);
    const asked = readTyped(form, info);
    if (asked.kind === 'faulty') return formPage(place, info, asked.typed, asked.faults);
    if (!(await mayAsk())) return tooManyPage(place, info);
    const { requests, onAsked } = this.parts;
    const [taken] = await Promise.all([
      requests.ask(feed, asked.address, asked.wishes),
      sleep(answerMs),
    ]);
    if (taken === 'full') return tooManyPage(place, info);
    onAsked();
    return sentPage(place, info);
  }

  /** Asks whether to begin. */
  async askConfirm(token: string): Promise<Page> {
    const path = `subscriptions/${token}`;
    return this.about(path, await this.parts.subscribers.find(token, 'confirm'), (place, info) =>
      askPage(place, info, 'confirm', path),
    );
  }

  async confirm(token: string): Promise<Page> {
    const { subscribers } = this.parts;
    const found = await subscribers.find(token, 'confirm');
    if (found?.isOver === false) await subscribers.confirm(found.subscription);
    return this.about(`subscriptions/${token}`, found, (place, info) =>
      donePage(place, info, 'confirmed'),
    );
  }

  /** Asks whether to end; of a digest, also whether to get it at another hour. */
  async askStop(token: string): Promise<Page> {
    const found = await this.parts.subscribers.find(token, 'unsubscribe');
    return this.stopPage(token, found, {});
  }

  /** Has a digest come at another hour. */
  async changeHour(token: string, form: URLSearchParams): Promise<Page> {
    const { subscribers } = this.parts;
    const found = await subscribers.find(token, 'unsubscribe');
    const info = await this.infoIn(found);
    if (found === undefined || info === undefined || !isDigest(found.subscription)) {
      return this.stopPage(token, found, {});
    }
    const asked = readHour(form, info);
    if (asked.kind === 'faulty') return this.stopPage(token, found, asked.faults, asked.typed);
    const { hour, zone } = asked;
    await subscribers.setHour(found.subscription, hour, zone);
    return this.about(`subscriptions/${token}/hour`, found, (place) =>
      hourChangedPage(place, info, hour, zone),
    );
  }

  private stopPage(
    token: string,
    found: Found | undefined,
    faults: TypedFaults,
    typed = hourOf(found?.subscription),
  ): Promise<Page> {
    const path = `subscriptions/${token}`;
    const offer = found && isDigest(found.subscription) && typed;
    return this.about(`${path}/unsubscribe`, found, (place, info) =>
      askPage(
        place,
        info,
        'stop',
        `${path}/unsubscribe`,
        offer ? { path: `${path}/hour`, typed: offer, faults } : undefined,
      ),
    );
  }

  /** Ends a subscription: by the page's button, or by the one click of a mail program (RFC 8058). */
  async stop(token: string): Promise<Page> {
    const { subscribers } = this.parts;
    const found = await subscribers.find(token, 'unsubscribe');
    if (found !== undefined) await subscribers.end(found.subscription, 'unsubscribed');
    return this.about(`subscriptions/${token}/unsubscribe`, found, (place, info) =>
      donePage(place, info, 'stopped'),
    );
  }

  private async about(
    path: string,
    found: Found | undefined,
    draw: (place: FeedPlace, info: FeedInfo) => Page,
  ): Promise<Page> {
    const place = { ...placeOf(this.parts.site, `/${path}`), feed: found?.subscription.feed ?? '' };
    const info = await this.infoIn(found);
    if (found?.isOver === false && info !== undefined) return draw(place, info);
    const { over, overNote } = mailWordsFor(info?.lang ?? 'en');
    const spoken = info && spokenFor(info);
    return quietPage(place, 410, over, overNote, spoken);
  }

  private async infoIn(found: Found | undefined): Promise<FeedInfo | undefined> {
    const feed = found?.subscription.feed ?? '';
    return isSlug(feed) ? (await this.parts.hub.snapshot(feed))?.info : undefined;
  }

  /** Of a feed that may be subscribed to. */
  private async infoOf(feed: string): Promise<FeedInfo | undefined> {
    if (!isSlug(feed) || !this.parts.mailFeeds.has(feed)) return undefined;
    const info = (await this.parts.hub.snapshot(feed))?.info;
    return info === undefined || needsToken(info) ? undefined : info;
  }

  private placeOf(feed: string): FeedPlace {
    return { ...placeOf(this.parts.site, `/${subscribePath(feed)}`), feed };
  }
}

/** A digest that comes. */
function isDigest({ list, state }: Subscription): boolean {
  return list === 'daily' && state === 'active';
}

function hourOf(subscription: Subscription | undefined): TypedHour | undefined {
  const { hour, zone } = subscription ?? {};
  return hour === undefined || zone === undefined ? undefined : { hour: String(hour), zone };
}
