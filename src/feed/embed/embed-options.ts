import { isLayoutName, type LayoutName } from '../draw/layouts.ts';

export const maxLimit = 20;

/**
 * What a site chooses of a ticker: the attributes of `<live-ticker>`, and the query of `/embed/{feed}`. What is not
 * chosen is absent.
 */
export interface EmbedOptions {
  readonly layout?: LayoutName;
  readonly theme?: 'light' | 'dark';
  /** How many items, from 1 to `maxLimit`. */
  readonly limit?: string;
  readonly order?: 'newest' | 'oldest';
  /** "key", "breaking", "tag:storm" or "byline:A. Reporter". */
  readonly filter?: string;
  /** The interface's language (BCP 47). */
  readonly lang?: string;
  /** An IANA time zone. */
  readonly tz?: string;
  readonly clock?: '12' | '24';
}

export type OptionName = keyof EmbedOptions;

/** What each option may be: the value as it is used, or undefined for one that cannot be used. */
const readers: { readonly [N in OptionName]-?: (value: string) => EmbedOptions[N] } = {
  layout: (value) => (isLayoutName(value) ? value : undefined),
  theme: (value) => (['light', 'dark'] as const).find((name) => name === value),
  limit: (value) => (/^[1-9]\d?$/.test(value) && Number(value) <= maxLimit ? value : undefined),
  order: (value) => (['newest', 'oldest'] as const).find((name) => name === value),
  filter: (value) =>
    /^(key|breaking|(tag|byline):[\p{L}\p{M}\p{N} ._'’-]{1,64})$/u.test(value) ? value : undefined,
  lang: languageTag,
  tz: (value) => (isZone(value) ? value : undefined),
  clock: (value) => (['12', '24'] as const).find((name) => name === value),
};

export const optionNames = Object.keys(readers).filter(isOptionName);

/**
 * The options of a query. A value that cannot be used is left out: a reader of somebody's page is not the one to be
 * told, and no value that comes out of here can hold markup.
 */
export function readOptions(query: Readonly<Record<string, unknown>>): EmbedOptions {
  const options: Record<string, string> = {};
  for (const name of optionNames) {
    const value = query[name];
    const read = typeof value === 'string' ? readers[name](value) : undefined;
    if (read !== undefined) options[name] = read;
  }
  return options;
}

/** The options as a query, with its "?" where there are any; always in the same order. */
export function optionsQuery(options: EmbedOptions): string {
  const chosen = optionNames.flatMap((name): [string, string][] => {
    const value = options[name];
    return value === undefined ? [] : [[name, value]];
  });
  return chosen.length === 0 ? '' : `?${String(new URLSearchParams(chosen))}`;
}

function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(readers, name);
}

function languageTag(value: string): string | undefined {
  if (value.length > 35) return undefined;
  try {
    return Intl.getCanonicalLocales(value)[0];
  } catch {
    return undefined;
  }
}

function isZone(value: string): boolean {
  if (!/^[A-Za-z0-9_+/-]{1,64}$/.test(value)) return false;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions();
    return timeZone !== '';
  } catch {
    return false;
  }
}
