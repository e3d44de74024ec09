/**
 * Vowel points, accents and strokes that people leave out when they search: of Latin, Greek and Cyrillic, Hebrew and
 * Arabic. Marks of other scripts (Thai, Devanagari, the voiced signs of Japanese) make another word, and stay.
 */
const leftOut =
  /[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]/g;

/** Letters of their own in Cyrillic (й, ї, ё, ў), though Unicode writes them as a letter and a mark. */
const ownLetters = /\p{Script=Cyrillic}[\u0306\u0308]/gu;

const others = /[^\p{L}\p{N}\p{M}]+/gu;

/**
 * The form in which words are compared: without case, accents and ways of writing one sign (Unicode NFKC). It has letters,
 * digits and marks alone, so that it is a literal to every database. Empty where nothing is left.
 */
export function folded(text: string): string {
  return text
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(ownLetters, (letter) => letter.normalize('NFC'))
    .replace(leftOut, '')
    .normalize('NFC')
    .replaceAll('ς', 'σ')
    .replace(others, '');
}
