import { z } from 'zod';
import { Refusal } from '../../feed/refusal.ts';

const rfc3339 = z.iso.datetime({ offset: true });

/**
 * The moment a query names, in UTC with milliseconds as the log writes its times; finer fractions are cut off, so
 * that nothing later than the moment counts. Throws `invalid_input`.
 */
export function parseMoment(value: unknown): string {
  const written = typeof value === 'string' ? value.toUpperCase() : undefined;
  const moment = rfc3339.safeParse(written).success ? Date.parse(written ?? '') : NaN;
  // Beyond these years a time has another form, which does not sort as text.
  if (moment >= firstMs && moment <= lastMs) return new Date(moment).toISOString();
  throw new Refusal('invalid_input', 'The time cannot be used.', [
    {
      pointer: '/at',
      detail: 'must be one time like 2027-01-31T18:00:00Z (RFC 3339); write a + as %2B',
    },
  ]);
}

const firstMs = Date.UTC(1, 0, 1);
const lastMs = Date.UTC(9_999, 11, 31, 23, 59, 59, 999);
