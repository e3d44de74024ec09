/** What a change of one kind carries and does. */
export interface KindOfChange {
  /**
   * `item`: the item as it is after the change, which readers lay into their list. `id`: of the item it speaks of.
   * `info`: the feed's new information.
   */
  readonly carries: 'item' | 'id' | 'info';
  /** It gives the item a new wording, and so a new revision; `/history` counts it. */
  readonly rewords?: true;
  /** It puts a public remark on the item, with a note for readers. */
  readonly remarks?: true;
}

/**
 * Every kind of change that this version knows. Types, `apply`, the newsroom's calls, streams, the ticker, the model's
 * editor and the tests take their list from here; a new kind begins with a line here, and the compiler or
 * `tests/scenarios/every-kind.test.ts` names what is missing.
 */
export const changeKinds = {
  post: { carries: 'item', rewords: true },
  edit: { carries: 'item', rewords: true },
  correct: { carries: 'item', rewords: true, remarks: true },
  redact: { carries: 'item', rewords: true, remarks: true },
  strike: { carries: 'item', rewords: true, remarks: true },
  unstrike: { carries: 'item', rewords: true, remarks: true },
  takedown: { carries: 'id' },
  pin: { carries: 'item' },
  unpin: { carries: 'id' },
  feed: { carries: 'info' },
} as const satisfies Readonly<Record<string, KindOfChange>>;

/**
 * The kinds of remarks that cross an item out (true), or plain again (false). Apart from the table, which is not in every
 * reader's script.
 */
export const strikes: Readonly<Record<string, boolean | undefined>> = {
  strike: true,
  unstrike: false,
};

type Kinds = typeof changeKinds;

export type ChangeKind = keyof Kinds;

type KindWith<T> = { [K in ChangeKind]: Kinds[K] extends T ? K : never }[ChangeKind];

/** The kinds that make a wording of an item. */
export type WordingKind = KindWith<{ readonly rewords: true }>;

/** The kinds that put a public remark on an item. */
export type RemarkKind = KindWith<{ readonly remarks: true }>;

/** The names of all kinds: of a stream's events, for example. */
export const changeKindNames = Object.keys(changeKinds) as readonly ChangeKind[];

/** Whether this version knows what a change of this kind means; later versions may have more kinds. */
export function isKnownKind(kind: string): kind is ChangeKind {
  return Object.hasOwn(changeKinds, kind);
}

/** Whether a change of this kind clears its item's words in earlier changes. Of an unknown kind nobody here can say. */
export function isErasingKind(kind: string): boolean {
  // Not in the table, which is in every reader's script.
  return kind === 'takedown' || kind === 'redact';
}

/** Whether a change of this kind gives its item a new wording. Of an unknown kind nobody here can say. */
export function isWordingKind(kind: string): kind is WordingKind {
  return isKnownKind(kind) && 'rewords' in changeKinds[kind];
}

/** Whether a change of this kind puts a public remark on its item. Of an unknown kind nobody here can say. */
export function isRemarkKind(kind: string): kind is RemarkKind {
  return isKnownKind(kind) && 'remarks' in changeKinds[kind];
}
