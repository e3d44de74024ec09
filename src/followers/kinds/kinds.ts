import type { Kind } from './kind.ts';
import { webhook } from './webhook.ts';

/** Every kind of follower. Its name is its name in calls and rows. */
export const kinds: Readonly<Record<string, Kind>> = {
  webhook,
};
