import type { RemarkKind } from '../change-kinds.ts';

/**
 * A sentence with a number in it, by the plural category of the number (CLDR); `{n}` stands for the number. A category
 * of one number alone may say it in words: "two new updates".
 */
export type Counted = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/**
 * What readers are told in the interface's own words, in one language. `{time}` stands for a clock time.
 * Plain text, and JSON: it is sent to tickers as it is.
 */
export interface Words {
  /** BCP 47, of these words. */
  readonly lang: string;

  // At an item.
  readonly pinned: string;
  readonly removed: string;
  readonly keyEvent: string;
  readonly edited: string;
  readonly breaking: string;
  /** What an item with neither words nor picture is called. */
  readonly update: string;
  readonly fullStory: string;
  /** Before the name of the newsroom that an item comes from. Not of an earlier version. */
  readonly origin?: string;
  /** The heading of links to other stories. */
  readonly related: string;
  /** The name of the row of pictures behind the leading one. */
  readonly pictures: string;
  /** How long an item takes to read. */
  readonly minutes: Counted;
  readonly remarks: Readonly<Record<RemarkKind, string>>;
  /** A remark of a kind that only a later version knows. */
  readonly note: string;
  /** A clock time of another day: the short date and the time, with what the language writes between them. */
  readonly dated: string;

  // Of the ticker itself.
  readonly connecting: string;
  readonly live: string;
  readonly reconnecting: string;
  readonly notUpdatingSince: string;
  readonly offline: string;
  readonly offlineSince: string;
  readonly refused: string;
  readonly ended: string;
  readonly paused: string;
  readonly pause: string;
  readonly resume: string;
  readonly older: string;
  readonly olderLoading: string;
  readonly olderFailed: string;
  readonly newUpdates: Counted;
  /** More was missed than can be fetched, so that the list was replaced. */
  readonly jumped: string;

  // Of the ticker beside an article, and above a page.
  /** The heading where the page gives none. */
  readonly newsFeed: string;
  readonly moreNews: string;
  readonly allNews: string;
  readonly more: Counted;

  /** How far a campaign has come; `{count}`, `{goal}`: numbers, `{unit}`: the editor's word. Not of an earlier version. */
  readonly campaign?: string;

  /** Of the reader's tools; a server of an earlier version has none. */
  readonly reading?: ReadingWords;
}

/** What the reader's tools say: filters, order, what is new since the last visit, and what can be done with an item. */
export interface ReadingWords {
  readonly filter: string;
  readonly all: string;
  readonly key: string;
  readonly pictures: string;
  readonly corrected: string;
  readonly noneChosen: string;
  readonly view: string;
  readonly newestFirst: string;
  readonly oldestFirst: string;
  readonly atOnce: string;
  /** `{zone}`: the name of the reader's time zone. */
  readonly yourTime: string;
  readonly since: string;
  readonly newSince: string;
  readonly news: Counted;
  readonly corrections: Counted;
  readonly nothingNew: string;
  readonly share: string;
  readonly copyLink: string;
  readonly copied: string;
  readonly listen: string;
  readonly stopListening: string;
  readonly whatChanged: string;
  readonly notToBeHad: string;
  readonly close: string;
}

/**
 * What the pages around a feed say in the interface's own words: the server draws them, and no ticker needs them.
 * `{time}` stands for a day with its clock time, `{zone}` for the name of a time zone.
 */
export interface PageWords {
  readonly skip: string;
  readonly allFeeds: string;
  /** The heading of the items, for who cannot see where they are. */
  readonly news: string;
  readonly keyEvents: string;
  readonly coverageOpen: string;
  readonly lastChange: string;
  readonly timesAre: string;
  /** To readers without JavaScript, before a link that says `reload`. */
  readonly notUpdating: string;
  readonly reload: string;
  readonly empty: string;
  readonly newest: string;
  readonly nothingOlder: string;
  readonly takenDown: string;
  readonly unknownItem: string;
  readonly unknownItemNote: string;
  readonly unknownPage: string;
  readonly brokenLink: string;
  /** The link to the page that makes the code for other sites. */
  readonly embedHere: string;
  /** The button that searches the feed, the name of its field, and the heading of what was found. */
  readonly search: string;
  readonly searchNone: string;
  /** To who has typed no word, or too much. */
  readonly searchWords: string;
  /** Not everything can be found yet: the server has just been updated. */
  readonly searchPartly: string;
  /** What a feed's summary is called for who cannot see where it stands. */
  readonly summary: string;

  // Of a page as it stood.
  readonly replay: string;
  readonly replayTime: string;
  readonly replayGo: string;
  readonly asItStood: string;
  readonly toLive: string;
  readonly now: string;
  /** To who asks for a time of the future. */
  readonly notYet: string;

  // In a frame on another site.
  /** The link to the feed's own page. */
  readonly fullCoverage: string;
  readonly notShownHere: string;
  /** To whoever runs the site; `{site}` stands for its host. */
  readonly askToAdd: string;
  readonly noFeedHere: string;
  readonly noItemHere: string;
}

/** What the pages around a feed and the entries on them say. */
export interface PageLanguage extends Words {
  readonly pages: PageWords;
}

/** All that readers are told in the interface's own words, in one language. */
export interface Language extends PageLanguage {
  readonly campaign: string;
  readonly reading: ReadingWords;
}

/** The sentence for a number, in the plural that the language has for it. */
export function counted(words: Words, sentence: Counted, n: number): string {
  const form = sentence[new Intl.PluralRules(words.lang).select(n)] ?? sentence.other;
  return form.replace('{n}', new Intl.NumberFormat(words.lang).format(n));
}
