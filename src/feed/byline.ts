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

interface Written {
  readonly bylines: readonly string[];
  readonly people?: readonly Writer[] | undefined;
}

/**
 * Who wrote an item, with all that is known. An earlier release keeps `people` as it was when it changes the names: then
 * the names are right.
 */
export function bylinesOf({ bylines, people }: Written): readonly Byline[] {
  return people?.map(({ name }) => name).join('\n') === bylines.join('\n') ? people : bylines;
}

/** How bylines are kept: the names, which every reader's program has always understood, and the people where more is known. */
export function written(bylines: readonly Byline[]): Written {
  const isMore = bylines.some((byline) => typeof byline !== 'string');
  const people = bylines.map(writerOf);
  return { bylines: people.map(({ name }) => name), people: isMore ? people : undefined };
}
