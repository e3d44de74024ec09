/**
 * What a feed's page says of notifications. Apart from the words of pages, which tickers load: the page has them all in it, and its script
 * says none of its own.
 */
export interface PushWords {
  /** The button. */
  readonly begin: string;
  /** Above the choices. */
  readonly told: string;
  readonly breaking: string;
  readonly end: string;

  // What has become of it.
  readonly on: string;
  readonly off: string;
  readonly blocked: string;
  readonly failed: string;
}
