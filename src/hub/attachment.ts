import type { CatchUp } from '../log/tail.ts';

/**
 * What became of a reader's position. `hold`: only the log can decide whether the position is right, and the log cannot
 * be reached. The reader keeps its view and does not join, because it would be sent changes that it has already; it
 * attaches again a moment later.
 */
export type Attachment = CatchUp | { readonly kind: 'hold' };
