import { z } from 'zod';
import { line } from '../../admin/input/text.ts';
import { feedAddress } from '../remote/feed-address.ts';

const mode = z.enum(
  ['published', 'drafts'],
  'must be "published" (straight to readers) or "drafts" (into the queue)',
);
const name = line(100);
const token = z
  .string('must be text')
  .regex(
    /^[\w.~+/=-]{1,200}$/,
    'must be the token that the other newsroom has made for this one; leave it out where it asks for none',
  );

function address(mayBePrivate: boolean) {
  return z
    .string('must be the address of a feed, like https://live.example.org/feeds/storm')
    .superRefine((given, context) => {
      const found = feedAddress(given, mayBePrivate);
      if ('server' in found) return;
      for (const message of found) context.addIssue(message);
    });
}

/** The schema of a new upstream, as an admin of the feed sends it. */
export function newUpstreamInput(mayBePrivate: boolean) {
  return z.strictObject(
    {
      url: address(mayBePrivate),
      mode,
      from: z
        .enum(['now', 'beginning'], 'must be "now", or "beginning" for all that is there')
        .default('now'),
      name: name.optional(),
      token: token.optional(),
    },
    'must be an object',
  );
}

/** The schema of a change of an upstream. */
export function upstreamChangeInput(mayBePrivate: boolean) {
  return z
    .strictObject(
      {
        state: z.enum(['running', 'paused'], 'must be "running" or "paused"').optional(),
        mode: mode.optional(),
        name: name.optional(),
        url: address(mayBePrivate).optional(),
        token: token.nullable().optional(),
      },
      'must be an object',
    )
    .refine((asked) => Object.values(asked).some((value) => value !== undefined), {
      message: 'must have state, mode, name, url or token',
    });
}
