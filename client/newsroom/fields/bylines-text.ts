import { writerOf, type Byline } from '../../../src/feed/byline.ts';
import { listOf } from './list-of.ts';

/**
 * The bylines in a field: names with commas between them, or a person a line, with what is known of the person between
 * bars: `name | role | picture | page`.
 */
export function bylinesOf(typed: string): readonly Byline[] {
  return typed
    .split('\n')
    .flatMap((line): readonly Byline[] => (line.includes('|') ? personOn(line) : listOf(line)));
}

function personOn(line: string): readonly Byline[] {
  const [name = '', role = '', picture = '', url = ''] = line.split('|').map((part) => part.trim());
  const person = {
    name,
    ...(role !== '' && { role }),
    ...(picture !== '' && { picture }),
    ...(url !== '' && { url }),
  };
  if (Object.keys(person).length > 1) return [person];
  return name === '' ? [] : [name];
}

/** The text of a field from which `bylinesOf` makes the same bylines. */
export function bylinesText(bylines: readonly Byline[]): string {
  if (bylines.every((byline) => typeof byline === 'string')) return bylines.join(', ');
  return bylines.map(lineOf).join('\n');
}

function lineOf(byline: Byline): string {
  if (typeof byline === 'string') return byline;
  const { name, role = '', picture = '', url = '' } = writerOf(byline);
  return [name, role, picture, url].join(' | ').replace(/( \| )+$/, '');
}
