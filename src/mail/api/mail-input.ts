import { z } from 'zod';
import { addressInput } from './address-input.ts';

/** Whether readers may subscribe. */
export const switchInput = z.strictObject({ on: z.boolean('must be true or false') });

/** The address that is to be forgotten. */
export const eraseInput = z.strictObject({ address: addressInput });

/** What became of a mail, as a provider reports. */
export const reportInput = z.strictObject({
  address: addressInput,
  kind: z.enum(['bounce', 'complaint'], 'must be "bounce" or "complaint"'),
});
