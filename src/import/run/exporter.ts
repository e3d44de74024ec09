import { writeMarkdown } from '../../admin/markdown/write-markdown.ts';
import { bylinesOf } from '../../feed/byline.ts';
import { isTombstone, type Entry, type Item } from '../../feed/item.ts';
import { mediaIdsIn } from '../../feed/media-address.ts';
import { unknownFeed } from '../../feed/refusal.ts';
import type { ExternalIds } from '../../log/external-ids.ts';
import type { Log } from '../../log/log.ts';
import type { Media } from '../../media/media.ts';

const pageItems = 50;

/**
 * Writes a feed as NDJSON that `ndjson` reads (PROTOCOL.md §4), oldest first: every wording with its time and note, tombstones
 * without a word, and with `media` the files of the library before the entry that shows them. A page of items is in memory at a time.
 */
export class Exporter {
  constructor(
    private readonly log: Log,
    private readonly externalIds: ExternalIds,
    private readonly media: Media,
  ) {}

  /** Throws `unknown_feed` before the first line. */
  async *lines(feed: string, withMedia: boolean): AsyncGenerator<object> {
    const [head] = await this.log.heads([feed]);
    if (head === undefined) throw unknownFeed(feed);
    yield { dateline: 1, feed: { slug: feed, ...head.info } };
    let before: string | undefined;
    do {
      const cursor = before === undefined ? {} : { before };
      const page = await this.log.items(feed, { limit: pageItems, order: 'oldest', ...cursor });
      const entries = page?.items ?? [];
      const names = await this.externalIds.of(
        feed,
        entries.map(({ id }) => id),
      );
      for (const entry of entries) yield* this.entry(feed, entry, names.get(entry.id), withMedia);
      before = page?.next ?? undefined;
    } while (before !== undefined);
    const pinned = (await this.log.snapshot(feed))?.pinned;
    if (pinned !== null && pinned !== undefined) {
      const names = await this.externalIds.of(feed, [pinned.id]);
      yield { pin: names.get(pinned.id) ?? pinned.id };
    }
  }

  private async *entry(
    feed: string,
    entry: Entry,
    externalId = entry.id,
    withMedia: boolean,
  ): AsyncGenerator<object> {
    const { id, postedAt, placedAt } = entry;
    const place = { externalId, id, postedAt, ...(placedAt !== undefined && { placedAt }) };
    if (isTombstone(entry)) {
      yield { ...place, removedAt: entry.removedAt };
      return;
    }
    const source = await this.log.source(feed, id);
    const wordings = (await this.log.wordings(feed, id)).map(({ rev, kind, at, note, item }) => {
      const body = rev === source?.rev ? source.markdown : writeMarkdown(item.body);
      return { kind, at, ...(note !== undefined && { note }), ...fieldsOf(item, body) };
    });
    // It was taken down while it was read.
    if (wordings.length === 0) return;
    if (withMedia) yield* this.files(JSON.stringify(wordings));
    yield { ...place, wordings };
  }

  private async *files(text: string): AsyncGenerator<object> {
    for (const id of mediaIdsIn(text)) {
      const file = await this.media.largest(id);
      const [url] = new RegExp(`/media/${id}/[\\w.]+`).exec(text) ?? [];
      if (file === undefined || url === undefined) continue;
      yield { media: { url, name: file.name, data: file.bytes.toString('base64') } };
    }
  }
}

/** The fields as an editor sends them. */
function fieldsOf(item: Item, body: string) {
  const { headline, breaking, key, tags, link, related, image, images, audio, lang, dir } = item;
  const { origin } = item;
  const bylines = bylinesOf(item);
  return {
    ...(headline !== undefined && { headline }),
    ...(body !== '' && { body }),
    ...(bylines.length > 0 && { bylines }),
    ...(breaking && { breaking }),
    ...(key && { key }),
    ...(tags.length > 0 && { tags }),
    ...(images === undefined ? image !== undefined && { image } : { images }),
    ...Object.fromEntries(
      Object.entries({ link, related, audio, origin, lang, dir }).filter(
        ([, value]) => value !== undefined,
      ),
    ),
  };
}
