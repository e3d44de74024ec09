import { isSlug, isUnlisted } from '../../feed/feed-info.ts';
import { isTombstone } from '../../feed/item.ts';
import type { Hub } from '../../hub/hub.ts';
import { Encoded } from '../../http/encoded.ts';
import type { LogReads } from '../../log/log-reads.ts';
import { quietPage, unknownFeedPage, unknownItemPage } from '../pages/quiet-page.ts';
import { removedPage } from '../pages/item-page.ts';
import { passing } from '../shell/drawn-page.ts';
import { PageMemory } from '../shell/page-memory.ts';
import type { DrawnPage } from '../shell/page.ts';
import { itemPath, placeOf, type Site } from '../shell/place.ts';
import { markOf } from '../shell/public-feeds.ts';
import type { CardPainter } from './card-painter.ts';
import { cardSvg } from './card-svg.ts';

/** Some two hundred pictures. */
const maxBytes = 8 * 1024 * 1024;

/** Draws the card of an item: the picture that other sites show with a link to it. Each wording is painted once. */
export class Cards {
  /** What was said of an item at a position of its feed. */
  readonly #answers = new PageMemory(maxBytes);
  /** Pictures, which stay what they are when other items change. */
  readonly #pictures = new PageMemory(maxBytes);

  constructor(
    private readonly hub: Hub,
    private readonly log: Pick<LogReads, 'entry'>,
    private readonly painter: Pick<CardPainter, 'paint'>,
    private readonly site: Site,
  ) {}

  async card(feed: string, id: string): Promise<DrawnPage> {
    const path = `/${itemPath(feed, id)}`;
    const place = { ...placeOf(this.site, `${path}/card.png`), feed };
    const snapshot = isSlug(feed) ? await this.hub.snapshot(feed) : undefined;
    if (snapshot === undefined) return passing(unknownFeedPage(place));
    const { info } = snapshot;
    if (!/^[0-9a-f-]{36}$/.test(id)) return passing(unknownItemPage(place, info));
    return this.#answers.page(path, markOf(snapshot), async () => {
      const held = snapshot.items.find((entry) => entry.id === id);
      const entry = held ?? (await this.log.entry(feed, id));
      if (entry === undefined) return passing(unknownItemPage(place, info));
      if (isTombstone(entry)) return passing(removedPage(place, info, entry));
      const svg = cardSvg(info, entry);
      if (svg === undefined) {
        const words = 'The script of this item cannot be drawn here.';
        return passing(quietPage(place, 404, 'No card', words));
      }
      const picture = await this.#pictures.page(path, svg, () => this.#paint(svg));
      return { ...picture, isUnlisted: isUnlisted(info) };
    });
  }

  async #paint(svg: string): Promise<DrawnPage> {
    return {
      status: 200,
      html: Encoded.packed(await this.painter.paint(svg)),
      type: 'image/png',
      framing: { kind: 'nobody' },
      isKept: true,
    };
  }
}
