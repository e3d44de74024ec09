import type { Kysely } from 'kysely';
import type { Schema } from '../database/schema.ts';
import { titleOf } from '../feed/draw/item-title.ts';
import { isTombstone, type Entry, type Image, type ItemContent } from '../feed/item.ts';
import { mediaIdsIn } from '../feed/media-address.ts';
import { picturesOf } from '../feed/pictures.ts';
import { Refusal } from '../feed/refusal.ts';

/** More places than these are counted, not named. */
const maxNamed = 100;

/**
 * How an upload is used: by a published item as it is now or in an earlier wording alone, by a draft, or by a held post,
 * which goes out as it is.
 */
export type UsedBy = 'item' | 'earlier wording' | 'draft' | 'held post';

/** Where an upload is shown. */
export interface MediaUse {
  readonly feed: string;
  readonly item: string;
  readonly by: UsedBy;
  /** What the item or draft is called. */
  readonly title: string;
  /** It is one picture of a draft that has something else: it can be taken out of the draft. */
  readonly canGo: boolean;
}

/** The uses of an upload. A draft that showed it once and does not now has no use: its earlier texts are not kept. */
export async function usesOf(db: Kysely<Schema>, id: string): Promise<readonly MediaUse[]> {
  const rows = await db
    .selectFrom('media_uses')
    .leftJoin('drafts', (join) =>
      join.onRef('drafts.feed', '=', 'media_uses.feed').onRef('drafts.id', '=', 'media_uses.item'),
    )
    .leftJoin('items', (join) =>
      join.onRef('items.feed', '=', 'media_uses.feed').onRef('items.id', '=', 'media_uses.item'),
    )
    .select(['media_uses.feed', 'media_uses.item', 'drafts.content', 'drafts.state', 'items.entry'])
    .where('media_uses.media', '=', id)
    .orderBy('media_uses.feed')
    .orderBy('media_uses.item')
    .execute();
  return rows.flatMap(({ feed, item, content, state, entry }): readonly MediaUse[] => {
    if (content !== null) {
      if (!shows(content, id)) return [];
      const draft = JSON.parse(content) as ItemContent;
      const by = state === 'held' ? 'held post' : 'draft';
      const canGo = by === 'draft' && isSpare(draft, id);
      return [{ feed, item, by, title: titleOf(draft), canGo }];
    }
    const held = entry === null ? undefined : (JSON.parse(entry) as Entry);
    const title = held === undefined || isTombstone(held) ? '' : titleOf(held);
    const by = entry !== null && shows(entry, id) ? 'item' : 'earlier wording';
    return [{ feed, item, by, title, canGo: false }];
  });
}

/** The refusal of an erasure, with the places and the cure for each kind of them. */
export function inUse(uses: readonly MediaUse[]): Refusal {
  const said = cures.flatMap(({ of, one, many, cure }) => {
    const { length } = uses.filter(({ by }) => of.includes(by));
    return length === 0 ? [] : [`In ${length} ${length === 1 ? one : many}: ${cure}.`];
  });
  return new Refusal('in_use', said.join(' '), [], {
    uses: uses.slice(0, maxNamed),
    count: uses.length,
  });
}

interface Cure {
  readonly of: readonly UsedBy[];
  readonly one: string;
  readonly many: string;
  readonly cure: string;
}

const cures: readonly Cure[] = [
  {
    of: ['item', 'earlier wording'],
    one: 'item',
    many: 'items',
    cure: 'a takedown ends that, or a redact that takes the picture out',
  },
  {
    of: ['draft'],
    one: 'draft',
    many: 'drafts',
    cure: 'take the picture out there (drafts=true does it where it is one of several things), or discard the draft',
  },
  { of: ['held post'], one: 'held post', many: 'held posts', cure: 'take that back first' },
];

/** What takes an upload out of a draft's pictures and its sound. */
export function without(content: ItemContent, id: string) {
  const { audio } = content;
  const images = picturesWithout(content, id);
  return { images, ...(audio !== undefined && shows(audio.url, id) && { audio: null }) };
}

function picturesWithout(content: ItemContent, id: string): readonly Image[] {
  return picturesOf(content).filter(({ url }) => !shows(url, id));
}

function shows(text: string, id: string): boolean {
  return mediaIdsIn(text).includes(id);
}

/** Whether a text shows an upload among its pictures or as its sound alone, and has something else to show. */
function isSpare(content: ItemContent, id: string): boolean {
  const { image: _image, images: _images, audio: _audio, ...words } = content;
  const left = picturesWithout(content, id);
  const isMore =
    words.headline !== undefined || words.body.length > 0 || (left[0]?.alt ?? '') !== '';
  return isMore && !shows(JSON.stringify(words), id);
}
