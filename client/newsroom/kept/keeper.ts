import { isRecord, textOr, type Fields } from '../../../src/feed/shape.ts';
import type { Mirror, ServerText } from './mirror.ts';
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
  /** This device has it from the server: it was written on another device. */
  readonly isElsewhere?: boolean;
}

/** The kinds of text an editor may leave unsent. */
export type KeptKind =
  | 'composer'
  | 'draft'
  | 'edit'
  | 'strike'
  | 'unstrike'
  | 'redact'
  | 'takedown'
  | 'return';

/** The tab name of texts that belong to no tab: those laid aside, and those of versions without tab names. */
const noTab = 'none';

/** The name of what a text is for: an item of a feed, or the feed's composer. */
export function keptFor(kind: KeptKind, feed: string, id = ''): string {
  return id === '' ? `${kind}:${feed}` : `${kind}:${feed}:${id}`;
}

/**
 * Keeps one account's unsent texts on this device, those of each tab apart, and tells the mirror, which keeps them on
 * the server as well.
 */
export class Keeper {
  readonly #prefix: string;
  readonly #flushes = new Set<() => void>();
  #isStopped = false;

  constructor(
    account: string,
    private readonly tab: string,
    /** Undefined for who has no account: then the device alone has the texts. */
    readonly mirror?: Mirror,
    private readonly now: () => string = () => new Date().toISOString(),
  ) {
    this.#prefix = prefixOf(account);
    this.#adoptNameless();
  }

  keep(what: string, value: Fields): void {
    if (!this.#isStopped) this.#write(this.#own(what), value);
  }

  /** The text that this tab kept. */
  recall(what: string): Fields | undefined {
    return keptUnder(this.#own(what));
  }

  forget(what: string): void {
    if (this.recall(what) !== undefined) this.#drop(this.#own(what));
  }

  /** Forgets the texts of all tabs and accounts: for an item that was taken down. */
  forgetEverywhere(...whats: readonly string[]): void {
    for (const name of keptNames()) {
      if (isKept(name) && whats.some((what) => name.endsWith(`:${what}`))) this.#drop(name);
    }
  }

  /** Keeps a text apart from this tab's own; it is listed like a text of a closed tab. */
  layAside(what: string, value: Fields): void {
    this.#write(`${this.#prefix}${noTab}-${freshId()}:${what}`, value);
  }

  /**
   * The text that this tab kept, or else the newest text of a closed tab, which then belongs to this tab. Where the
   * browser does not tell which tabs are open, this tab gets a copy, and no composer text is taken without asking: nor
   * is one of another device, which may be in use.
   */
  async takeUp(what: string): Promise<Fields | undefined> {
    const own = this.recall(what);
    if (own !== undefined) return own;
    const open = await openTabs().catch(() => undefined);
    const left = this.#notIn(open).find((text) => text.what === what);
    if (left !== undefined && open !== undefined) return this.take(left);
    if (what.startsWith(keptFor('composer', ''))) return undefined;
    if (left !== undefined) return left.value;
    const elsewhere = this.#elsewhere(this.mirror?.known()).find((text) => text.what === what);
    return elsewhere === undefined ? undefined : this.take(elsewhere);
  }

  /** Moves another tab's text to this tab. */
  take(text: KeptText): Fields {
    this.#drop(text.name);
    this.keep(text.what, text.value);
    return text.value;
  }

  drop(text: KeptText): void {
    this.#drop(text.name);
  }

  /**
   * The texts of closed tabs and of other devices, newest first; of all other tabs where the browser does not tell which
   * ones are open.
   */
  async leftBehind(): Promise<readonly KeptText[]> {
    const here = this.#notIn(await openTabs().catch(() => undefined));
    return [...here, ...this.#elsewhere(await this.mirror?.elsewhere())].sort(newestFirst);
  }

  /** Every text of this account on this device, newest first. */
  all(): readonly KeptText[] {
    this.flush();
    return keptNames()
      .filter((name) => name.startsWith(this.#prefix))
      .flatMap((name) => this.#read(name))
      .sort(newestFirst);
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

  /** Has the mirror go on with what closed tabs could not tell it. */
  async mirrorRest(): Promise<void> {
    const open = await openTabs().catch(() => undefined);
    this.mirror?.takeOver((name) => {
      const [tab = ''] = name.split(':');
      return tab !== this.tab && open?.has(tab) === true;
    });
  }

  /** Drops the server's copies of this device's texts, as far as it can be reached. */
  async clearOnServer(): Promise<void> {
    await this.mirror?.dropAll(this.all().map(({ name }) => name.slice(this.#prefix.length)));
  }

  /** The opposite: the server is told all of this device's texts. */
  mirrorAll(): void {
    for (const { name } of this.all()) this.#tellMirror(name);
  }

  /** Forgets all texts of this account on this device, and keeps no further ones. */
  clear(): void {
    this.#isStopped = true;
    this.mirror?.close();
    for (const { name } of this.all()) dropKept(name);
  }

  #write(name: string, value: Fields): void {
    writeKept(name, { ...value, at: this.now() });
    this.#tellMirror(name);
  }

  #drop(name: string): void {
    dropKept(name);
    this.#tellMirror(name);
  }

  #tellMirror(name: string): void {
    if (name.startsWith(this.#prefix)) this.mirror?.changed(name.slice(this.#prefix.length));
  }

  #elsewhere(texts: readonly ServerText[] = []): readonly KeptText[] {
    return texts.map(({ name, value, at }) => {
      const [tab = '', ...rest] = name.split(':');
      const what = rest.join(':');
      return { name: `${this.#prefix}${name}`, tab, what, value, at, isElsewhere: true };
    });
  }

  #notIn(open: ReadonlySet<string> | undefined): readonly KeptText[] {
    return this.all().filter(({ tab }) => tab !== this.tab && open?.has(tab) !== true);
  }

  #own(what: string): string {
    return `${this.#prefix}${this.tab}:${what}`;
  }

  #read(name: string): readonly KeptText[] {
    const [tab = '', ...rest] = name.slice(this.#prefix.length).split(':');
    const value = keptUnder(name);
    if (value === undefined) return [];
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
      this.layAside(what, value);
      dropKept(name);
    }
  }
}

/** What the device has for an account under a name `{tab}:{what}`. */
export function keptOf(account: string, name: string): Fields | undefined {
  return keptUnder(prefixOf(account) + name);
}

function prefixOf(account: string): string {
  return `dateline:kept:${encodeURIComponent(account)}:`;
}

function keptUnder(name: string): Fields | undefined {
  const kept = readKept(name);
  return isRecord(kept) ? kept : undefined;
}

function newestFirst(a: KeptText, b: KeptText): number {
  return a.at < b.at ? 1 : -1;
}

function isKept(name: string): boolean {
  return name.startsWith('dateline:kept:');
}
