import { isSlug, isUnlisted, needsToken } from '../feed/feed-info.ts';
import type { Position } from '../feed/position.ts';
import { TopicDocuments, type TopicDocument } from '../followers/kinds/topic-documents.ts';
import type { Log } from '../log/log.ts';
import { formats } from '../site/formats/formats.ts';
import { hubLinks } from '../site/formats/hub-links.ts';
import { feedPath, placeOf, publicLink, type Site } from '../site/shell/place.ts';
import { markOf } from '../site/shell/public-feeds.ts';

/** Some 200 KB each at most: 6 MB. */
const maxDocuments = 32;

interface Kept {
  readonly mark: string;
  readonly document: Promise<TopicDocument | undefined>;
}

/** What of a feed can be subscribed to. */
export interface Topic {
  readonly feed: string;
  /** The document's name below the feed: "rss.xml". */
  readonly topic: string;
}

/**
 * The documents as the site serves them, drawn from the log and not from this instance's memory, which may be a second behind:
 * a ping must contain what it is sent for, and nothing that was taken down. One is drawn once for all of its subscribers.
 */
export class SiteDocuments extends TopicDocuments {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly log: Pick<Log, 'heads' | 'snapshot'>,
    private readonly site: Site,
  ) {
    super();
  }

  addresses(feed: string): readonly string[] {
    return Object.keys(formats).map((topic) => this.addressOf({ feed, topic }));
  }

  addressOf({ feed, topic }: Topic): string {
    return publicLink(this.placeOf({ feed, topic }), pathOf({ feed, topic }));
  }

  /** Which document is at an address; undefined for any other address. Whether there is such a feed, only the log knows. */
  topicAt(address: string): Topic | undefined {
    const [topic = '', feed = ''] = address.split('/').toReversed();
    const isKnown = Object.hasOwn(formats, topic) && isSlug(feed);
    return isKnown && address === this.addressOf({ feed, topic }) ? { feed, topic } : undefined;
  }

  async position(feed: string): Promise<Position | undefined> {
    const [head] = await this.log.heads([feed]);
    return head;
  }

  async isPublic(feed: string): Promise<boolean> {
    const [head] = await this.log.heads([feed]);
    return head !== undefined && !isUnlisted(head.info);
  }

  async document(feed: string, topic: string): Promise<TopicDocument | undefined> {
    const head = await this.position(feed);
    if (head === undefined) return undefined;
    const [path, mark] = [pathOf({ feed, topic }), markOf(head)];
    const known = this.kept.get(path);
    if (known?.mark === mark) return known.document;
    const document = this.draw(feed, topic);
    // Moved to the end of the map: the first is the one drawn longest ago.
    this.kept.delete(path);
    this.kept.set(path, { mark, document });
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= maxDocuments) break;
      this.kept.delete(oldest);
    }
    // What failed is drawn anew by the next who asks.
    document.catch(() => this.kept.delete(path));
    return document;
  }

  private async draw(feed: string, topic: string): Promise<TopicDocument | undefined> {
    const format = Object.hasOwn(formats, topic) ? formats[topic] : undefined;
    const snapshot = await this.log.snapshot(feed);
    if (format === undefined || snapshot === undefined || needsToken(snapshot.info))
      return undefined;
    const place = this.placeOf({ feed, topic });
    const { epoch, seq, tag } = snapshot;
    return {
      type: format.type,
      body: format.draw(place, snapshot),
      links: hubLinks(place, snapshot.info, topic) ?? '',
      position: { epoch, seq, tag },
    };
  }

  private placeOf({ feed, topic }: Topic) {
    return { ...placeOf(this.site, `/${pathOf({ feed, topic })}`), feed };
  }
}

function pathOf({ feed, topic }: Topic): string {
  return `${feedPath(feed)}/${topic}`;
}
