import { may, type Principal } from '../../accounts/principal.ts';
import { Refusal } from '../../feed/refusal.ts';
import type { Draft } from '../../log/draft.ts';

/**
 * Throws `not_allowed` for another person's draft, unless the principal publishes in this feed. A draft whose author is
 * not known, of an earlier release, is everybody's.
 */
export function demandOwn(principal: Principal, feed: string, { author }: Draft): void {
  if (author === undefined || may(principal, 'publish', feed)) return;
  // Whom ADMIN_TOKEN stands for has no id.
  const [written, asking] = [author, principal].map(({ id, name }) => id ?? `the name ${name}`);
  if (written === asking) return;
  throw new Refusal(
    'not_allowed',
    `This draft is ${author.name}'s: an editor may change it, or ${author.name}.`,
  );
}
