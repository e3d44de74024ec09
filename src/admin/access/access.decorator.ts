import { SetMetadata } from '@nestjs/common';
import type { Action } from '../../accounts/principal.ts';

/** Who may call a newsroom route: principals with one of these rights, everybody who is signed in, or everybody. */
export type Access =
  | { readonly kind: 'may'; readonly actions: readonly Action[] }
  | { readonly kind: 'own session' }
  | { readonly kind: 'everybody' };

const key = 'dateline:access';

/**
 * The route is for principals that may do one of these actions in the feed of the path, or in all feeds if the path has
 * none. With several actions the body decides which one is asked for: the handler checks that one with `demand`.
 */
export function May(...actions: readonly [Action, ...Action[]]) {
  return SetMetadata(key, { kind: 'may', actions } satisfies Access);
}

/** The route is for everybody who is signed in: it concerns their own session alone. */
export function OwnSession() {
  return SetMetadata(key, { kind: 'own session' } satisfies Access);
}

/** The route is for everybody: it signs in, or out. */
export function Everybody() {
  return SetMetadata(key, { kind: 'everybody' } satisfies Access);
}

/** What a route handler declares; undefined when it declares nothing. */
export function accessOf(handler: object): Access | undefined {
  return Reflect.getMetadata(key, handler) as Access | undefined;
}
