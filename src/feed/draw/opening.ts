import { bodyText } from '../body.ts';
import type { Item } from '../item.ts';
import { wholeCharacters } from './whole-characters.ts';

const maxWords = 12;
const maxCharacters = 90;

/** The first words of an item, to be called by where it has no headline; undefined when it has none. */
export function openingOf({ body, image }: Item): string | undefined {
  // Enough of it for any opening: the text may be long.
  const words = bodyText(body)
    .split(/\s+/, maxWords + 2)
    .filter(Boolean);
  if (words.length === 0) return image?.alt;
  const text = words.slice(0, maxWords).join(' ');
  if (text.length <= maxCharacters) return words.length > maxWords ? `${text} …` : text;
  return `${wholeCharacters(text, maxCharacters).trimEnd()}…`;
}
