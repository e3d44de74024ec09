import { isRecord, textOr, type Fields } from '../../../src/feed/shape.ts';
import { dropKept, keptNames, readKept, writeKept } from './storage.ts';
import { freshId, openTabs } from './tab.ts';

/** A text that is not sent: whose tab it was written in, for what, and when it was last kept. */
export interface KeptText {
  readonly name: string;
  readonly tab: string;
  /** What it is for, as `keptFor` names it. */
  readonly what: string;
  readonly value: Fields;
  /** RFC 3339, UTC. */
  readonly at: string;
}

/** The kinds of text an editor may leave unsent. */
export type KeptKind = 'composer' | 'draft' | 'edit' | 'strike' | 'unstrike' | 'takedown';

/** The tab of texts that were kept before tabs had names, and of those laid aside: it is open nowhere. */
const noTab = 'none';

/** What a text is for: an item of a feed, or the feed's composer. */
export function keptFor(kind: KeptKind, feed: string, id = ''): string {
  return id === '' ? `${kind}:${feed}` : `${kind}:${feed}:${id}`;
}

/** Keeps one account's unsent texts on this device, each tab's apart from the others'. */
export class Keeper {
  readonly #prefix: string;
  readonly #flushes = new Set<() => void>();
  #isStopped = false;

  constructor(
    account: string,
    private readonly tab: string,
    private readonly now: () => string = () => new Date().toISOString(),
  ) {
    this.#prefix = `dateline:kept:${encodeURIComponent(account)}:`;
    this.#adoptNameless();
  }

  keep(what: string, value: Fields): void {
    if (!this.#isStopped) writeKept(this.#own(what), { ...value, at: this.now() });
  }

  /** What this tab kept. */
  recall(what: string): Fields | undefined {
    const kept = readKept(this.#own(what));
    return isRecord(kept) ? kept : undefined;
  }

  forget(what: string): void {
    dropKept(this.#own(what));
  }

  /** For a text that was removed: no tab and no account keeps words of it. */
  forgetEverywhere(...whats: readonly string[]): void {
    for (const name of keptNames()) {
      if (isKept(name) && whats.some((what) => name.endsWith(`:${what}`))) dropKept(name);
    }
  }

  /** Lays a text aside, where it is listed as one of a closed tab. */
  layAside(what: string, value: Fields): void {
    writeKept(`${this.#prefix}${noTab}-${freshId()}:${what}`, { ...value, at: this.now() });
  }

  /**
   * What this tab kept, or else the newest that a closed tab left; that becomes this tab's own. Where the browser does
   * not tell which tabs are open, it is a copy, and a composer's text is taken from no tab unasked.
   */
  async takeUp(what: string): Promise<Fields | undefined> {
    const own = this.recall(what);
    if (own !== undefined) return own;
    const open = await openTabs().catch(() => undefined);
    const left = this.#notIn(open).find((text) => text.what === what);
    if (left === undefined) return undefined;
    if (open !== undefined) return this.take(left);
    return what.startsWith(keptFor('composer', '')) ? undefined : left.value;
  }

  /** Makes another tab's text this tab's own. */
  take(text: KeptText): Fields {
    dropKept(text.name);
    this.keep(text.what, text.value);
    return text.value;
  }

  drop(text: KeptText): void {
    dropKept(text.name);
  }

  /** The texts of closed tabs, newest first; of all other tabs where the browser does not tell which are open. */
  async leftBehind(): Promise<readonly KeptText[]> {
    return this.#notIn(await openTabs().catch(() => undefined));
  }

  /** Every text of this account on this device, newest first. */
  all(): readonly KeptText[] {
    for (const flush of this.#flushes) flush();
    return keptNames()
      .filter((name) => name.startsWith(this.#prefix))
      .flatMap((name) => this.#read(name))
      .sort((a, b) => (a.at < b.at ? 1 : -1));
  }

  /** `flush` keeps what was typed a moment ago; gives back its undo. */
  whenAsked(flush: () => void): () => void {
    this.#flushes.add(flush);
    return () => this.#flushes.delete(flush);
  }

  /** Forgets every text of this account, and keeps none from here on. */
  clear(): void {
    this.#isStopped = true;
    for (const { name } of this.all()) dropKept(name);
  }

  #notIn(open: ReadonlySet<string> | undefined): readonly KeptText[] {
    return this.all().filter(({ tab }) => tab !== this.tab && open?.has(tab) !== true);
  }

  #own(what: string): string {
    return `${this.#prefix}${this.tab}:${what}`;
  }

  #read(name: string): readonly KeptText[] {
    const [tab = '', ...rest] = name.slice(this.#prefix.length).split(':');
    const value = readKept(name);
    if (!isRecord(value)) return [];
    return [{ name, tab, what: rest.join(':'), value, at: textOr(value['at'], '') }];
  }

  /** Texts that were kept without an account or a tab are whoever's signs in first. */
  #adoptNameless(): void {
    for (const name of keptNames()) {
      const [, kind = '', rest = ''] =
        /^dateline:(composer|draft|edit|correct):(.+)$/.exec(name) ?? [];
      const value = readKept(name);
      if (kind === '' || !isRecord(value)) continue;
      const what = `${kind === 'correct' ? 'edit' : kind}:${rest}`;
      writeKept(`${this.#prefix}${noTab}-${freshId()}:${what}`, value);
      dropKept(name);
    }
  }
}

function isKept(name: string): boolean {
  return name.startsWith('dateline:kept:');
}
