import { z, type ZodType } from 'zod';
import { faultsOfUrl } from '../../send/faults-of-url.ts';
import type { Surroundings } from '../kind.ts';

/** A target that is a URL whose path `isPath` takes. The messages say the cure. */
export function networkTarget(
  { mayBePrivate, hasPublicUrl }: Surroundings,
  isPath: (path: string) => boolean,
  cure: string,
): ZodType<string> {
  return z.string(cure).superRefine((value, context) => {
    const url = URL.parse(value);
    const faults = url === null ? [cure] : [...faultsOfUrl(value, mayBePrivate)];
    if (url !== null && !(isPath(url.pathname) && url.search === '')) faults.push(cure);
    if (!hasPublicUrl) {
      faults.push('needs PUBLIC_URL to be set: what is posted leads to your own pages');
    }
    for (const message of new Set(faults)) context.addIssue(message);
  });
}
