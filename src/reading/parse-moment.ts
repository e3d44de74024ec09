import { z } from 'zod';
import { Refusal } from '../feed/refusal.ts';

const rfc3339 = z.iso.datetime({ offset: true });

/**
 * Parses the RFC 3339 time in a query. The result is in UTC with milliseconds, the form in which the log stores its
 * times. Finer fractions are cut off, so that no change after the asked time is included. Throws `invalid_input`.
 */
export function parseMoment(value: unknown): string {
  const written = typeof value === 'string' ? value.toUpperCase() : undefined;
  const moment = rfc3339.safeParse(written).success ? Date.parse(written ?? '') : NaN;
  // Outside the years 1 to 9999 an ISO time has another form, which does not sort as text.
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
