import { z } from 'zod';

/** An unsent text, and whose page it comes from. */
export const keptTextInput = z.strictObject({
  person: z.string('must be the id of who writes').max(64, 'is too long'),
  value: z.record(z.string(), z.unknown(), 'must be an object'),
});
