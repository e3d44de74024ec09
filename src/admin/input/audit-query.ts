import { z } from 'zod';
import { line } from './text.ts';

const time = z.iso
  .datetime({ offset: true, error: 'must be a time like "2027-01-01T00:00:00Z"' })
  .transform((given) => new Date(given).toISOString());

/** Which acts are asked for. */
export const auditQuery = z.strictObject({
  feed: line(100).optional(),
  person: line(60).optional(),
  action: line(60).optional(),
  item: line(60).optional(),
  from: time.optional(),
  until: time.optional(),
  before: line(100).optional(),
  limit: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be 1 or more')
    .max(200, 'must be 200 or less')
    .default(50),
});
