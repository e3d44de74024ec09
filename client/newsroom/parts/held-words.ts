import type { DraftItem } from '../api/answers.ts';

/** The id of the button that takes the latest held post back. */
export const heldId = 'take-back';

/** For how long a post is held in all, in milliseconds, by the server's clock. */
export function heldForMs({ until, item }: DraftItem): number {
  return Math.max(0, Date.parse(until ?? '') - Date.parse(item.updatedAt)) || 0;
}

/** What the status line says once, when a post is held. */
export function heldWords(held: DraftItem): string {
  return `Held: goes out in ${Math.round(heldForMs(held) / 1_000)} s. Esc, then Z takes it back`;
}
