/**
 * What those who get mail of a feed are told, on pages and in mails. `{feed}` stands for the title of the feed, `{zone}` for a time zone.
 * Apart from the words of pages, which tickers load.
 */
export interface MailWords {
  // The form.
  readonly subscribe: string;
  readonly address: string;
  readonly lists: string;
  readonly breaking: string;
  readonly daily: string;
  readonly hour: string;
  readonly zone: string;
  readonly send: string;
  readonly otherZone: string;
  readonly badAddress: string;
  readonly noList: string;
  readonly badHour: string;
  readonly badZone: string;

  // What becomes of it.
  readonly sent: string;
  readonly sentNote: string;
  readonly tooMany: string;
  readonly tooManyNote: string;
  readonly confirmAsk: string;
  readonly confirm: string;
  readonly confirmed: string;
  readonly stopAsk: string;
  readonly stop: string;
  readonly stopped: string;
  readonly hourAsk: string;
  readonly changeHour: string;
  /** `{hour}`: like 07:00. */
  readonly hourChanged: string;
  readonly over: string;
  readonly overNote: string;

  // The mails.
  readonly confirmSubject: string;
  readonly confirmText: string;
  readonly confirmIgnore: string;
  readonly digestSubject: string;
  readonly news: string;
  readonly corrections: string;
  readonly toFeed: string;
}
