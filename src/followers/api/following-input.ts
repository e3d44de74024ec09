import { z } from 'zod';

const name = z
  .string('must be text')
  .regex(/^[\w.-]{1,64}$/, 'must be an epoch or tag as the head of the feed has it');

/** How far a newsroom that follows has got: a position in the log of the feed. */
export const followingInput = z
  .strictObject(
    {
      epoch: name,
      seq: z.int('must be a whole number').min(0, 'must be 0 or more'),
      tag: name,
    },
    'must be a position',
  )
  .meta({ id: 'FollowingPosition' });
