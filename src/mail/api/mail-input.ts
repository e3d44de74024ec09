import { z } from 'zod';
import { parseAddress } from '../store/address.ts';

/** Whether readers may subscribe. */
export const switchInput = z.strictObject({ on: z.boolean('must be true or false') });

/** The address that is to be forgotten. */
export const eraseInput = z.strictObject({
  address: z.string('must be an e-mail address').transform((text, context) => {
    const address = parseAddress(text);
    if (address !== undefined) return address;
    context.addIssue('must be an e-mail address like name@example.org');
    return z.NEVER;
  }),
});
