import { z } from 'zod';
import { visibilities } from '../../feed/feed-info.ts';
import { body } from './body.ts';
import { count, direction, time } from './plain.ts';

export const campaign = z
  .object({
    text: z.string(),
    goal: z.int().min(1),
    count,
    unit: z.string(),
    link: z.string().optional(),
    linkText: z.string().optional(),
    until: time.optional(),
    monotone: z.boolean().optional(),
    site: z.literal(true).optional(),
  })
  .meta({ id: 'Campaign' });

export const feedInfo = z
  .object({
    title: z.string(),
    description: z.string().optional(),
    summary: body.optional(),
    lang: z.string(),
    dir: direction.optional(),
    timezone: z.string(),
    coverage: z.enum(['open', 'ended']),
    origins: z.array(z.string()).optional(),
    visibility: z.enum(visibilities).optional(),
    undoSeconds: z.int().optional(),
    campaign: campaign.optional(),
  })
  .meta({ id: 'FeedInfo' });
