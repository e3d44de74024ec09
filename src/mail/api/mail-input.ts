import { z } from 'zod';
import { addressInput } from './address-input.ts';

/** Whether readers may subscribe. */
export const switchInput = z.strictObject({ on: z.boolean('must be true or false') });

/** The address that is to be forgotten. */
export const eraseInput = z.strictObject({ address: addressInput });
