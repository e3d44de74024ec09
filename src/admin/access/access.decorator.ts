import { SetMetadata } from '@nestjs/common';
import type { Action } from '../../accounts/principal.ts';

/** Who a newsroom route is for: who may one of these actions, everybody signed in, or everybody. */
export type Access =
  | { readonly kind: 'may'; readonly actions: readonly Action[] }
  | { readonly kind: 'own session' }
  | { readonly kind: 'everybody' };

const key = 'dateline:access';

/**
 * For who may do this in the feed of the path, or in the whole house where the path has none. Of several actions one
 * is enough to be heard: what is asked stands in the body, and the handler demands it (see `demand`).
 */
export function May(...actions: readonly [Action, ...Action[]]) {
  return SetMetadata(key, { kind: 'may', actions } satisfies Access);
}

/** For everybody who is signed in: it concerns their own session alone. */
export function OwnSession() {
  return SetMetadata(key, { kind: 'own session' } satisfies Access);
}

/** For everybody: it signs in, or out. */
export function Everybody() {
  return SetMetadata(key, { kind: 'everybody' } satisfies Access);
}

/** What a route handler declares; undefined where it declares nothing. */
export function accessOf(handler: object): Access | undefined {
  return Reflect.getMetadata(key, handler) as Access | undefined;
}
