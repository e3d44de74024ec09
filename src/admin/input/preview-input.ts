import { z } from 'zod';
import { excessOf } from '../markdown/excess.ts';
import { inLines } from './characters.ts';

/** A text whose look is asked for. */
export const previewInput = z.strictObject(
  {
    body: z
      .string('must be text')
      .max(50_000, 'must be at most 50000 characters')
      .transform(inLines)
      .superRefine((body, context) => {
        const message = excessOf(body);
        if (message !== undefined) context.addIssue({ code: 'custom', message });
      }),
  },
  'must be an object',
);
