import type { FeedRow } from '../api/answers.ts';

/** The feeds that have all of the words in title or address, in whatever case; those whose coverage is open first. */
export function feedsLike(rows: readonly FeedRow[], words: string): readonly FeedRow[] {
  const wanted = folded(words).split(/\s+/).filter(Boolean);
  const found = rows.filter(({ feed, info }) => {
    const text = `${folded(info.title)} ${feed}`;
    return wanted.every((word) => text.includes(word));
  });
  return [...found.filter(isOpen), ...found.filter((row) => !isOpen(row))];
}

function isOpen({ info }: FeedRow): boolean {
  return info.coverage === 'open';
}

/** Without case and accents: a search in a hurry has neither. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
