import type { CatchUp } from './tail.ts';

/**
 * What a reader's place came to. `hold`: only the log can say, and it cannot be asked; the reader keeps what it has,
 * does not join (it would be told again what it knows), and attaches anew a moment later.
 */
export type Attachment = CatchUp | { readonly kind: 'hold' };
