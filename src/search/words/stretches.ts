import { folded } from './folded.ts';

/** A sign of a script that writes no spaces, folded, and where it stands in the text. */
export interface Sign extends Range {
  readonly sign: string;
}

/** From and to, in UTF-16 units. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What is compared as a whole: a word, or a stretch of a script that writes no spaces between words. */
export type Stretch = Range &
  (
    | { readonly kind: 'word'; readonly word: string }
    | { readonly kind: 'spaceless'; readonly signs: readonly Sign[] }
  );

/** A longer word is cut: nobody types it, and PostgreSQL takes no lexeme of more than 2 KB. */
const maxWord = 64;

/** Letters and digits. An apostrophe joins in Cyrillic and Hebrew, where it is a letter of the word. */
const run =
  /[\p{L}\p{N}\p{M}]+(?:(?<=[\p{Script=Cyrillic}\p{Script=Hebrew}])['’ʼ"״׳](?=[\p{Script=Cyrillic}\p{Script=Hebrew}])[\p{L}\p{N}\p{M}]+)*/gu;

/** Chinese, Japanese, Thai, Lao, Khmer and Burmese. */
const spaceless =
  /[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]+/gu;

/** The text as it is searched and shown: what looks alike is written alike, also half-width kana. */
export function plainForm(text: string): string {
  return text.normalize('NFC').replace(/[\uff66-\uff9f]+/g, (kana) => kana.normalize('NFKC'));
}

/**
 * What of a text can be found, in its order. Rules by script, not a dictionary (`Intl.Segmenter`): a dictionary parts the same
 * text otherwise in the next version of ICU, and what was stored would not be found any more.
 */
export function stretchesOf(text: string): readonly Stretch[] {
  const found: Stretch[] = [];
  const addWord = (from: number, to: number): void => {
    const word = Array.from(folded(text.slice(from, to)))
      .slice(0, maxWord)
      .join('');
    if (word !== '') found.push({ kind: 'word', from, to, word });
  };
  for (const { 0: whole, index: start } of text.matchAll(run)) {
    let from = start;
    for (const { 0: part, index } of whole.matchAll(spaceless)) {
      const at = start + index;
      if (at > from) addWord(from, at);
      const signs = signsOf(part, at);
      if (signs.length > 0)
        found.push({ kind: 'spaceless', from: at, to: at + part.length, signs });
      from = at + part.length;
    }
    if (start + whole.length > from) addWord(from, start + whole.length);
  }
  return found;
}

function signsOf(text: string, start: number): readonly Sign[] {
  const signs: Sign[] = [];
  let from = start;
  for (const character of text) {
    const sign = folded(character);
    if (sign !== '') signs.push({ sign, from, to: from + character.length });
    from += character.length;
  }
  return signs;
}

/**
 * Words as they are stored, in their order: of a stretch without spaces each sign with the next, so that any part of the
 * stretch is a row of such pairs. The last sign stands alone.
 */
export function tokensOf(stretches: readonly Stretch[]): readonly string[] {
  return stretches.flatMap((stretch) =>
    stretch.kind === 'word'
      ? [stretch.word]
      : stretch.signs.map(({ sign }, at) => sign + (stretch.signs[at + 1]?.sign ?? '')),
  );
}
