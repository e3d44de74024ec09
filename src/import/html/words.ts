import type { Inline } from '../../feed/body.ts';

const raised = lettersOf('0123456789+-=()ni', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ');
const lowered = lettersOf('0123456789+-=()', '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎');

function lettersOf(plain: string, shown: string): ReadonlyMap<string, string> {
  return new Map(plain.split('').map((sign, at) => [sign, shown.charAt(at)] as const));
}

/** The text in raised (`sup`) or lowered (`sub`) letters; undefined where Unicode does not have them all. */
export function shifted(text: string, tag: 'sub' | 'sup'): string | undefined {
  const letters = text
    .trim()
    .split('')
    .map((sign) => (tag === 'sup' ? raised : lowered).get(sign));
  return letters.includes(undefined) ? undefined : letters.join('');
}

/**
 * Inlines as one would write them: no space at the edges of a mark (`**so **` is no mark in Markdown), of a line or of the whole,
 * one space where HTML has many, and no empty mark.
 */
export function tidied(inlines: readonly Inline[]): readonly Inline[] {
  return trimmed(joined(spacedOut(inlines)));
}

export function hasWords(inlines: readonly Inline[]): boolean {
  return inlines.some((inline) => {
    if (inline.kind === 'break') return false;
    return 'children' in inline ? hasWords(inline.children) : inline.text.trim() !== '';
  });
}

/** Space at the edges of a mark moves out of it. */
function spacedOut(inlines: readonly Inline[]): readonly Inline[] {
  return inlines.flatMap((inline): readonly Inline[] => {
    if (!('children' in inline)) return [inline];
    const children = joined(spacedOut(inline.children));
    if (!hasWords(children)) return children.length > 0 ? [{ kind: 'text', text: ' ' }] : [];
    const [first, last] = [children[0], children.at(-1)];
    const before = first?.kind === 'text' && /^\s/.test(first.text);
    const after = last?.kind === 'text' && /\s$/.test(last.text);
    const space: Inline = { kind: 'text', text: ' ' };
    const inner = { ...inline, children: trimmed(children) } as Inline;
    return [...(before ? [space] : []), inner, ...(after ? [space] : [])];
  });
}

function joined(inlines: readonly Inline[]): readonly Inline[] {
  const result: Inline[] = [];
  for (const inline of inlines) {
    const last = result.at(-1);
    if (inline.kind === 'text' && last?.kind === 'text') {
      result[result.length - 1] = { kind: 'text', text: last.text + inline.text };
    } else {
      result.push(inline);
    }
  }
  return result.map((inline) =>
    inline.kind === 'text'
      ? { kind: 'text', text: inline.text.replace(/[ \t\n\r\f]+/g, ' ') }
      : inline,
  );
}

/** Without space and breaks at the beginning and the end, and without space beside breaks. */
function trimmed(inlines: readonly Inline[]): readonly Inline[] {
  const kept = inlines.slice(inlines.findIndex(saysWord), inlines.findLastIndex(saysWord) + 1);
  return kept
    .map((inline, at): Inline => {
      if (inline.kind !== 'text') return inline;
      const isAtStart = at === 0 || kept[at - 1]?.kind === 'break';
      const isAtEnd = at === kept.length - 1 || kept[at + 1]?.kind === 'break';
      const text = isAtStart ? inline.text.trimStart() : inline.text;
      return { kind: 'text', text: isAtEnd ? text.trimEnd() : text };
    })
    .filter((inline) => inline.kind !== 'text' || inline.text !== '');
}

function saysWord(inline: Inline): boolean {
  return hasWords([inline]);
}
