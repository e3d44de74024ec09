import type { Actor } from '../log/log.ts';
import type { Bus } from '../bus/bus.ts';
import type { FeedInfo } from '../feed/feed-info.ts';
import type { Command } from '../log/command.ts';
import type {
  Appended,
  FeedHead,
  IdempotencyKey,
  Log,
  Post,
  Published,
  Release,
} from '../log/log.ts';

/**
 * Appends to the log, then announces. The answer to the editor is sent between the commit and the announcement, so that
 * an editor does not wait for readers.
 */
export class Publisher {
  constructor(
    private readonly log: Log,
    private readonly bus: Bus,
    private readonly afterAnswer: (task: () => void) => void = setImmediate,
    /** Told of each feed that something was published to here. */
    private readonly published: (feed: string) => void = () => undefined,
  ) {}

  async createFeed(
    feed: string,
    info: FeedInfo,
    key?: IdempotencyKey,
    by?: Actor,
  ): Promise<FeedHead> {
    const head = await this.log.createFeed(feed, info, key, by);
    this.bus.announce({ feed });
    return head;
  }

  /**
   * Resolves when the change is in the log. Under a repeated key it resolves to the earlier change, without
   * announcing.
   */
  async append(
    feed: string,
    command: Command,
    key?: IdempotencyKey,
    by?: Actor,
  ): Promise<Appended> {
    return this.announced(await this.log.append(feed, command, key, by));
  }

  /** Resolves when the post is in the log, or held. */
  async publish(feed: string, post: Post, key?: IdempotencyKey, by?: Actor): Promise<Published> {
    return this.tellPublished(await this.log.publish(feed, post, key, by));
  }

  async releaseDraft(feed: string, id: string, release?: Release): Promise<Published> {
    const published = await this.log.releaseDraft(feed, id, release);
    // Of what is held the newsroom is told as of any draft.
    if (published.kind === 'out') this.tellOut(feed, id, release?.by);
    return this.tellPublished(published);
  }

  async releaseDue(feed: string, id: string, by?: Actor): Promise<Appended> {
    const appended = await this.log.releaseDue(feed, id, by);
    this.tellOut(feed, id, by);
    return this.announced(appended);
  }

  private tellOut(feed: string, id: string, by?: Actor): void {
    const notice = { kind: 'draft', feed, id, act: 'published', by: by?.name ?? '' } as const;
    this.afterAnswer(() => this.bus.notify(notice));
  }

  private tellPublished(published: Published): Published {
    if (published.kind === 'out') this.announced(published.appended);
    return published;
  }

  /** Tells all instances of a change that was appended. */
  announced(appended: Appended): Appended {
    const { change, repeated } = appended;
    if (repeated) return appended;
    this.published(change.feed);
    this.afterAnswer(() => this.bus.announce({ feed: change.feed, change }));
    return appended;
  }
}
