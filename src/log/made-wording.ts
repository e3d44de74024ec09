import type { Wording } from '../feed/messages.ts';

/** A wording, and the name of who made it as of then: not known when the audit has forgotten it. */
export interface MadeWording extends Wording {
  readonly by?: string;
}
