import { pseudoTag } from './pseudo.ts';

/** What is said in a language: by its very tag, or by its language alone; `english` where there is neither. */
export function spokenIn<T>(
  lang: string,
  languages: Readonly<Record<string, T>>,
  english: T,
  pseudo: T,
): T {
  const tag = lang.toLowerCase();
  if (tag === pseudoTag.toLowerCase()) return pseudo;
  const [primary = ''] = tag.split('-');
  // A tag may come from an address, and what every object has is no language: "constructor".
  const known = [tag, primary].find((name) => Object.hasOwn(languages, name)) ?? '';
  return languages[known] ?? english;
}
