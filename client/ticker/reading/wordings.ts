import type { Follower } from '../connect/link.ts';
import { diffWords } from 'diff';
import { bodyText } from '../../../src/feed/body.ts';
import type { Edition } from '../../../src/feed/draw/edition.ts';
import { laterTimeMarkup } from '../../../src/feed/draw/edition.ts';
import { h, type Markup } from '../../../src/feed/draw/markup.ts';
import type { Item } from '../../../src/feed/item.ts';
import type { Wording } from '../../../src/feed/messages.ts';
import type { ReadingWords } from '../../../src/feed/words/words.ts';

type Shown =
  | { readonly state: 'asked' }
  | { readonly state: 'failed' }
  | { readonly state: 'there'; readonly rev: number; readonly wordings: readonly Wording[] };

/** A longer comparison is given up: the two texts are shown one after the other. */
const patienceMs = 100;

/** The earlier wordings of the items that a reader has asked for, each beside the one that took its place. */
export class Wordings {
  readonly #shown = new Map<string, Shown>();

  constructor(
    private readonly server: string,
    private readonly follower: Pick<Follower, 'feed' | 'token'>,
    /** Draws the rows again. */
    private readonly draw: () => void,
  ) {}

  isOpen(id: string): boolean {
    return this.#shown.has(id);
  }

  toggle(item: Item): void {
    if (this.#shown.get(item.id)?.state === 'there') {
      this.#shown.delete(item.id);
      this.draw();
    } else void this.#ask(item);
  }

  /** Forgets the wordings of items that are gone, and asks again for those that have changed. */
  keepOnly(itemOf: (id: string) => Item | undefined): void {
    for (const [id, shown] of this.#shown) {
      const item = itemOf(id);
      if (item === undefined) this.#shown.delete(id);
      else if (shown.state === 'there' && shown.rev !== item.rev) void this.#ask(item);
    }
  }

  below({ id, postedAt, lang }: Item, edition: Edition, words: ReadingWords): readonly Markup[] {
    const shown = this.#shown.get(id);
    if (shown === undefined || shown.state === 'asked') return [];
    if (shown.state === 'failed') return [h('p', { class: 'lt-wordings' }, words.notToBeHad)];
    const { wordings } = shown;
    const steps = wordings.slice(1).map((after, index) => {
      const before = wordings[index]?.item;
      const at = laterTimeMarkup(after.at, postedAt, edition);
      return [h('dt', {}, at), h('dd', {}, before ? difference(before, after.item, lang) : [])];
    });
    return [
      h(
        'dl',
        { class: 'lt-wordings', id: `wordings-${id}`, 'aria-label': words.whatChanged },
        steps,
      ),
    ];
  }

  async #ask({ id, rev }: Item): Promise<void> {
    if (this.#shown.get(id)?.state === 'asked') return;
    this.#shown.set(id, { state: 'asked' });
    const wordings = await this.#fetch(id);
    // Taken down meanwhile.
    if (!this.#shown.has(id)) return;
    this.#shown.set(
      id,
      wordings === undefined ? { state: 'failed' } : { state: 'there', rev, wordings },
    );
    this.draw();
  }

  async #fetch(id: string): Promise<readonly Wording[] | undefined> {
    try {
      const { feed, token } = this.follower;
      const query = token ? `?token=${token}` : '';
      const url = `${this.server}api/v1/feeds/${feed}/items/${id}/history${query}`;
      const response = await fetch(url, { credentials: 'omit' });
      if (!response.ok) return undefined;
      return ((await response.json()) as { readonly wordings: readonly Wording[] }).wordings;
    } catch {
      return undefined;
    }
  }
}

/** What was taken out and put in between two wordings, in the order of the text. */
function difference(before: Item, after: Item, lang: string | undefined): readonly Markup[] {
  const [was, is] = [textOf(before), textOf(after)];
  const intlSegmenter = new Intl.Segmenter(lang, { granularity: 'word' });
  const parts = diffWords(was, is, { intlSegmenter, timeout: patienceMs }) ?? [
    { value: was, added: false, removed: true },
    { value: is, added: true, removed: false },
  ];
  return parts.map(({ value, added, removed }) =>
    added ? h('ins', {}, value) : removed ? h('del', {}, value) : value,
  );
}

function textOf({ headline, body }: Item): string {
  return [headline, bodyText(body)].filter((text) => text).join('\n\n');
}
