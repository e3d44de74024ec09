/** What the font has: others would be drawn as empty boxes. Pictographs are left out of a text, see `cardText`. */
const drawable =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Common}\p{Script=Inherited}]*$/u;
const pictographs = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u{200d}|\u{fe0f}/gu;

/** A text as a card can draw it, on one line; undefined where the font lacks its script, or nothing is left. */
export function cardText(text: string): string | undefined {
  const plain = text
    .replaceAll(/[\d#*]\ufe0f?\u20e3/gu, '')
    .replaceAll(pictographs, (sign) => (/[©®™]/u.test(sign) ? sign : ''))
    .replaceAll(/\s+/g, ' ')
    .trim();
  return plain !== '' && drawable.test(plain) ? plain : undefined;
}

/** The largest of some sizes at which a text fits into so many lines, and these lines; the smallest cuts what is over. */
export function cardLines(
  text: string,
  width: number,
  sizes: readonly { readonly size: number; readonly most: number }[],
): { readonly size: number; readonly lines: readonly string[] } {
  const last = sizes.length - 1;
  for (const [index, { size, most }] of sizes.entries()) {
    const lines = linesOf(text, width / size);
    if (lines.length <= most) return { size, lines };
    if (index === last) {
      const kept = lines.slice(0, most);
      return { size, lines: [...kept.slice(0, -1), `${kept.at(-1)?.trimEnd() ?? ''}…`] };
    }
  }
  return { size: 0, lines: [] };
}

/** Lines of at most so many em, as near as the widths of kinds of letters say. A longer word is cut. */
function linesOf(text: string, mostEm: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let lineEm = 0;
  for (const word of text.split(' ').flatMap((long) => cut(long, mostEm))) {
    const em = emOf(word);
    if (line !== '' && lineEm + spaceEm + em > mostEm) {
      lines.push(line);
      line = word;
      lineEm = em;
    } else {
      line = line === '' ? word : `${line} ${word}`;
      lineEm += em + (line === word ? 0 : spaceEm);
    }
  }
  return line === '' ? lines : [...lines, line];
}

function cut(word: string, mostEm: number): readonly string[] {
  if (emOf(word) <= mostEm) return [word];
  const parts: string[] = [];
  let part = '';
  for (const { segment } of new Intl.Segmenter().segment(word)) {
    if (part !== '' && emOf(part + segment) > mostEm) {
      parts.push(part);
      part = '';
    }
    part += segment;
  }
  return [...parts, part];
}

const spaceEm = 0.35;

/** Widths in DejaVu's bold faces, rounded up. */
function emOf(text: string): number {
  let em = 0;
  for (const sign of text) em += emOfSign(sign);
  return em;
}

function emOfSign(sign: string): number {
  if (/\p{M}/u.test(sign)) return 0;
  if (/[ijlIfrt.,:;'’|!()[\]/-]/u.test(sign)) return 0.48;
  if (/[mwMW@%—…ЖМШЩЮжмшщю]/u.test(sign)) return 1.1;
  if (/\p{Script=Arabic}/u.test(sign)) return 0.6;
  return /\p{Lu}/u.test(sign) ? 0.85 : 0.7;
}
