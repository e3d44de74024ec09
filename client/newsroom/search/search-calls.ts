import type { SearchPiece } from '../../../src/feed/messages.ts';
import { textOr } from '../../../src/feed/shape.ts';
import { list, record } from '../api/answers.ts';
import type { Send } from '../api/send.ts';

/** A published item that was found. */
export interface Found {
  readonly feed: string;
  readonly id: string;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly headline: readonly SearchPiece[];
  readonly snippet: readonly SearchPiece[];
  readonly isStruck: boolean;
}

export interface FoundPage {
  readonly found: readonly Found[];
  readonly next: string | null;
  readonly isComplete: boolean;
}

/** Items of all feeds in which this person has a say, the newest first. */
export async function foundItems(call: Send, words: string, before?: string): Promise<FoundPage> {
  const asked = new URLSearchParams({ q: words, ...(before !== undefined && { before }) });
  const answer = record(await call({ method: 'GET', path: `/search?${asked.toString()}` }));
  const { results, next, complete } = answer;
  return {
    found: list(results).map(foundIn),
    next: typeof next === 'string' ? next : null,
    isComplete: complete === true,
  };
}

function foundIn(value: unknown): Found {
  const { feed, id, at, headline, snippet, struck } = record(value);
  return {
    feed: textOr(feed, ''),
    id: textOr(id, ''),
    at: textOr(at, ''),
    headline: piecesIn(headline ?? []),
    snippet: piecesIn(snippet),
    isStruck: struck === true,
  };
}

function piecesIn(value: unknown): readonly SearchPiece[] {
  return list(value).map((piece) => {
    const { text, isHit } = record(piece);
    return { text: textOr(text, ''), ...(isHit === true && { isHit }) };
  });
}
