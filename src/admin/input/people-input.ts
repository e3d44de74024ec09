import { z } from 'zod';
import { isSlug } from '../../feed/feed-info.ts';
import { roles } from '../../accounts/principal.ts';
import { line } from './text.ts';

const maxFeeds = 500;

const role = z.enum(roles, `must be one of ${roles.map((one) => `"${one}"`).join(', ')}`);
const feeds = z
  .record(
    z.string().refine(isSlug, 'must be the address of a feed, like "storm"'),
    role,
    'must be an object of a role for each feed',
  )
  .refine((given) => Object.keys(given).length <= maxFeeds, `must name at most ${maxFeeds} feeds`);
const email = line(254).refine(
  (given) => /^[^\s@]+@[^\s@]+$/.test(given),
  'must be an address like "olena@example.org"',
);

export const personInput = z.strictObject({
  name: line(60).optional(),
  email: email.nullable().optional(),
  role: role.optional(),
  feeds: feeds.optional(),
});

export const invitationInput = z.strictObject({
  role,
  email: email.optional(),
  feeds: feeds.default({}),
});

export const tokenInput = z.strictObject({
  name: line(60),
  role,
  feeds: feeds.default({}),
  expires: z.iso
    .datetime({ offset: true, error: 'must be a time like "2027-01-01T00:00:00Z"' })
    .optional(),
});
