import { isRecord, textOr, type Fields } from '../../../src/feed/shape.ts';
import { dropKept, keptNames, readKept, writeKept } from './storage.ts';
import { freshId, openTabs } from './tab.ts';

/** An unsent text: the tab it was written in, what it is for, and when it was last kept. */
export interface KeptText {
  readonly name: string;
  readonly tab: string;
  /** What the text is for: a name made by `keptFor`. */
  readonly what: string;
  readonly value: Fields;
  /** RFC 3339, UTC. */
  readonly at: string;
}

/** The kinds of text an editor may leave unsent. */
export type KeptKind =
  'composer' | 'draft' | 'edit' | 'strike' | 'unstrike' | 'redact' | 'takedown' | 'return';

/** The tab name of texts that belong to no tab: those laid aside, and those of versions without tab names. */
const noTab = 'none';

/** The name of what a text is for: an item of a feed, or the feed's composer. */
export function keptFor(kind: KeptKind, feed: string, id = ''): string {
  return id === '' ? `${kind}:${feed}` : `${kind}:${feed}:${id}`;
}

/** Keeps one account's unsent texts on this device, those of each tab apart. */
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

  /** The text that this tab kept. */
  recall(what: string): Fields | undefined {
    const kept = readKept(this.#own(what));
    return isRecord(kept) ? kept : undefined;
  }

  forget(what: string): void {
    dropKept(this.#own(what));
  }

  /** Forgets the texts of all tabs and accounts: for an item that was taken down. */
  forgetEverywhere(...whats: readonly string[]): void {
    for (const name of keptNames()) {
      if (isKept(name) && whats.some((what) => name.endsWith(`:${what}`))) dropKept(name);
    }
  }

  /** Keeps a text apart from this tab's own; it is listed like a text of a closed tab. */
  layAside(what: string, value: Fields): void {
    writeKept(`${this.#prefix}${noTab}-${freshId()}:${what}`, { ...value, at: this.now() });
  }

  /**
   * The text that this tab kept, or else the newest text of a closed tab, which then belongs to this tab. Where the
   * browser does not tell which tabs are open, this tab gets a copy, and no composer text is taken without asking.
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

  /** Moves another tab's text to this tab. */
  take(text: KeptText): Fields {
    dropKept(text.name);
    this.keep(text.what, text.value);
    return text.value;
  }

  drop(text: KeptText): void {
    dropKept(text.name);
  }

  /** The texts of closed tabs, newest first; of all other tabs where the browser does not tell which ones are open. */
  async leftBehind(): Promise<readonly KeptText[]> {
    return this.#notIn(await openTabs().catch(() => undefined));
  }

  /** Every text of this account on this device, newest first. */
  all(): readonly KeptText[] {
    this.flush();
    return keptNames()
      .filter((name) => name.startsWith(this.#prefix))
      .flatMap((name) => this.#read(name))
      .sort((a, b) => (a.at < b.at ? 1 : -1));
  }

  /** Keeps at once what was typed a moment ago. */
  flush(): void {
    for (const flush of this.#flushes) flush();
  }

  /** Registers a function that keeps the latest input at once. Returns its undo. */
  whenAsked(flush: () => void): () => void {
    this.#flushes.add(flush);
    return () => this.#flushes.delete(flush);
  }

  /** Forgets all texts of this account, and keeps no further ones. */
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

  /** Texts of earlier versions have no account and no tab: they go to the first account that signs in. */
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
