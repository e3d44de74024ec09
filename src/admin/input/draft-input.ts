import { z } from 'zod';
import { text } from './text.ts';

/** Of a step that needs no words. */
export const nothing = z.strictObject({}, 'must be an empty object, or nothing');

/** Of a draft that goes back to its author. */
export const returned = z.strictObject(
  { note: text(2_000, 'must say to the author what is to be done') },
  'must be an object with note',
);
