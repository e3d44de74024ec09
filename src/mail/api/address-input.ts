import { z } from 'zod';
import { parseAddress } from '../store/address.ts';

/** An e-mail address in a call. */
export const addressInput = z.string('must be an e-mail address').transform((text, context) => {
  const address = parseAddress(text);
  if (address !== undefined) return address;
  context.addIssue('must be an e-mail address like name@example.org');
  return z.NEVER;
});
