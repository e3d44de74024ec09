/**
 * A drawn element, before it is HTML (server) or DOM (browser): the one renderer draws these.
 * Text is text; nothing here is ever parsed as markup.
 */
export interface Element {
  readonly tag: string;
  readonly attrs: Readonly<Record<string, string>>;
  readonly children: readonly Markup[];
}

export type Markup = string | Element;

type Child = Markup | false | null | undefined | readonly Child[];
type Attr = string | number | boolean | null | undefined;

/** Draws an element; absent children and attributes (false, null, undefined) are left out, true is an empty attribute. */
export function h(
  tag: string,
  attrs: Readonly<Record<string, Attr>>,
  ...children: Child[]
): Element {
  const set: Record<string, string> = {};
  for (const [name, value] of Object.entries(attrs)) {
    if (value === true) set[name] = '';
    else if (value !== false && value !== null && value !== undefined) set[name] = String(value);
  }
  return { tag, attrs: set, children: flatten(children) };
}

function flatten(children: readonly Child[]): Markup[] {
  return children.flatMap((child): Markup[] => {
    if (child === false || child === null || child === undefined || child === '') return [];
    if (isList(child)) return flatten(child);
    return [child];
  });
}

function isList(child: Child): child is readonly Child[] {
  return Array.isArray(child);
}

/** Whether a URL may stand in a link or picture: http, https, mailto (links only), or a path of this site. */
export function isSafeUrl(url: string): boolean {
  return /^(https?:\/\/|mailto:|\/(?![/\\]))/i.test(url);
}
