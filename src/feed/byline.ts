/** Who wrote an item: a name alone, or a name with what else readers are told of the person. */
export type Byline = string | Writer;

export interface Writer {
  readonly name: string;
  /** What the person does: "reporter, in Brenje". */
  readonly role?: string;
  /** A portrait: https, or a path of the server's own. */
  readonly picture?: string;
  /** The person's own page. */
  readonly url?: string;
}

/** A byline in its long form. */
export function writerOf(byline: Byline): Writer {
  return typeof byline === 'string' ? { name: byline } : byline;
}

export function nameOf(byline: Byline): string {
  return writerOf(byline).name;
}
