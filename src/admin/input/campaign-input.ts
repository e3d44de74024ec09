import { z } from 'zod';
import { maxCount } from '../../feed/campaign/campaign.ts';
import { flag, line, webUrl } from './text.ts';

function wholeFrom(least: number) {
  const range = `must be ${least} to ${maxCount}`;
  return z.int('must be a whole number').min(least, range).max(maxCount, range);
}

const until = z.iso
  .datetime({ offset: true, error: 'must be a time like "2027-01-31T18:00:00Z" (RFC 3339)' })
  .transform((time) => new Date(time))
  .refine((time) => time.getUTCFullYear() < 9_999, 'is too far away')
  .transform((time) => time.toISOString());

/** The campaign of a feed (PROTOCOL.md §4), whole; without `count`, that stays as it is. */
export const campaign = z
  .strictObject(
    {
      text: line(200, 'must not be blank'),
      goal: wholeFrom(1),
      count: wholeFrom(0).optional(),
      unit: line(60, 'must not be blank'),
      link: webUrl().optional(),
      linkText: line(80).optional(),
      until: until.optional(),
      monotone: flag().optional(),
    },
    'must be an object with text, goal and unit',
  )
  .refine(({ link, linkText }) => (link === undefined) === (linkText === undefined), {
    path: ['linkText'],
    message: 'goes with link: send both or neither',
  });

/** A count by itself. */
export const countInput = z.strictObject({ count: wholeFrom(0) }, 'must be an object');

/** The campaign of the site, or its end. */
export const siteCampaignInput = z.strictObject(
  { campaign: campaign.nullable() },
  'must be an object',
);
