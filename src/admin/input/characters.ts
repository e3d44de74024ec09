/**
 * What may not be stored: half a surrogate pair, what Unicode will never assign, and controls. XML has no way to write
 * them (https://www.w3.org/TR/xml/#charsets), so feeds could not carry them, and nobody sees them.
 */
const unstorable = /[\p{Cs}\p{Noncharacter_Code_Point}]|(?![\n\t])\p{Cc}/u;

/** Every way to end a line (Unicode UAX #14, mandatory breaks): word processors write a soft one as U+000B or U+2028. */
const lineBreak = /\r\n|[\n\v\f\r\u0085\p{Zl}\p{Zp}]/gu;
/** The same without those that an editor sees as lines. */
const softBreak = /[\t\v\f\u0085\p{Zl}\p{Zp}]+/gu;

export function isStorable(text: string): boolean {
  return !unstorable.test(text);
}

/** Text of several lines with one kind of line break. */
export function inLines(text: string): string {
  return text.replace(lineBreak, '\n');
}

/** Text for one line: tabs and soft breaks, which nobody sees in a field of one line, are spaces. */
export function inOneLine(text: string): string {
  return text.replace(softBreak, ' ');
}
