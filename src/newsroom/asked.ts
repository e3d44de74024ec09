import { may, type Action, type Principal } from '../accounts/principal.ts';
import { isSlug } from '../feed/feed-info.ts';
import type { EditorEvents } from '../feed/newsroom-messages.ts';
import { Refusal } from '../feed/refusal.ts';

/** What each event of an editor asks for, in the feed that it names. */
export const demands: Readonly<Record<Exclude<keyof EditorEvents, 'still'>, Action>> = {
  enter: 'read drafts',
  leave: 'read drafts',
  editing: 'write drafts',
  done: 'write drafts',
};

const idForm = /^[0-9a-f-]{36}$/;

/** The feed in a message. Throws a Refusal for what is no such message, and `not_allowed`. */
export function feedAsked(
  principal: Principal,
  event: keyof typeof demands,
  message: unknown,
): string {
  const feed = isRecord(message) ? message['feed'] : undefined;
  if (!isSlug(feed)) throw new Refusal('malformed', `"${event}" names its feed: {feed: "…"}.`);
  const action = demands[event];
  if (may(principal, action, feed)) return feed;
  throw new Refusal('not_allowed', `"${principal.name}" may not ${action} here.`);
}

/** The item or draft in a message. Throws a Refusal. */
export function itemAsked(event: keyof typeof demands, message: unknown): string {
  const item = isRecord(message) ? message['item'] : undefined;
  if (typeof item === 'string' && idForm.test(item)) return item;
  throw new Refusal('malformed', `"${event}" names an item by its id: {feed: "…", item: "…"}.`);
}

/** No item changes hands more often. */
const maxTurn = 1_000_000;

/** The turn that an editor had before an outage; 0 for none. */
export function turnAsked(message: unknown): number {
  const turn = isRecord(message) ? message['turn'] : undefined;
  const isTurn = typeof turn === 'number' && Number.isSafeInteger(turn) && turn <= maxTurn;
  return isTurn ? Math.max(0, turn) : 0;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
