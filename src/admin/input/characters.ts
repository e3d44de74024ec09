/**
 * Characters that may not be stored: half a surrogate pair, noncharacters of Unicode, and control characters. They are
 * invisible, and XML cannot contain them (https://www.w3.org/TR/xml/#charsets), so no XML feed could be made of them.
 */
const unstorable = /[\p{Cs}\p{Noncharacter_Code_Point}]|(?![\n\t])\p{Cc}/u;

/** Every line break (Unicode UAX #14, mandatory breaks); word processors write a soft one as U+000B or U+2028. */
const lineBreak = /\r\n|[\n\v\f\r\u0085\p{Zl}\p{Zp}]/gu;
/** Tabs, and the line breaks that a field of one line does not show as such. */
const softBreak = /[\t\v\f\u0085\p{Zl}\p{Zp}]+/gu;

export function isStorable(text: string): boolean {
  return !unstorable.test(text);
}

/** Text of several lines with one kind of line break. */
export function inLines(text: string): string {
  return text.replace(lineBreak, '\n');
}

/** Text for one line: tabs and soft breaks, which are invisible in a field of one line, become spaces. */
export function inOneLine(text: string): string {
  return text.replace(softBreak, ' ');
}
