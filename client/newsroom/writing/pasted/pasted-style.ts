import type { Element } from 'hast';

/** The declarations of an element's style, in lower case. */
export function styleOf({ properties }: Element): Readonly<Record<string, string>> {
  const { style } = properties;
  if (typeof style !== 'string') return {};
  const declarations = style
    .toLowerCase()
    .split(';')
    .map((declaration) => {
      const colon = declaration.indexOf(':');
      return [declaration.slice(0, colon).trim(), declaration.slice(colon + 1).trim()] as const;
    });
  return Object.fromEntries(declarations.filter(([name]) => name !== ''));
}

export function isHidden(element: Element): boolean {
  const { hidden, ariaHidden } = element.properties;
  if (hidden === true || ariaHidden === 'true') return true;
  const style = styleOf(element);
  return (
    style['display'] === 'none' ||
    style['mso-hide'] === 'all' ||
    // The bullet or number that Word has written before a point.
    style['mso-list'] === 'ignore'
  );
}

export const marks = ['strong', 'em', 'del', 'code'] as const;

export type Mark = (typeof marks)[number];

const marksOfTags: Readonly<Record<string, Mark>> = {
  b: 'strong',
  strong: 'strong',
  i: 'em',
  em: 'em',
  s: 'del',
  del: 'del',
  strike: 'del',
  code: 'code',
  kbd: 'code',
  samp: 'code',
  tt: 'code',
};

/**
 * The marks inside an element, given those around it. What the style says counts more than the tag: Google Docs wraps all that
 * is copied in a `<b>` of normal weight, and writes bold as a style.
 */
export function marksIn(element: Element, around: ReadonlySet<Mark>): ReadonlySet<Mark> {
  const found = new Set(around);
  const ofTag = marksOfTags[element.tagName];
  if (ofTag !== undefined) found.add(ofTag);
  const style = styleOf(element);
  turn(found, 'strong', isBold(style['font-weight']));
  turn(found, 'em', isItalic(style['font-style']));
  const line = `${style['text-decoration'] ?? ''} ${style['text-decoration-line'] ?? ''}`;
  if (line.includes('line-through')) found.add('del');
  return found;
}

function turn(found: Set<Mark>, mark: Mark, isOn: boolean | undefined): void {
  if (isOn === true) found.add(mark);
  if (isOn === false) found.delete(mark);
}

function isBold(weight: string | undefined): boolean | undefined {
  if (weight === undefined || weight === 'inherit') return undefined;
  return weight.startsWith('bold') || Number(weight) >= 600;
}

function isItalic(style: string | undefined): boolean | undefined {
  if (style === undefined || style === 'inherit') return undefined;
  return /^(italic|oblique)/.test(style);
}
