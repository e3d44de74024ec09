import { z } from 'zod';
import { count, time } from './plain.ts';

export const oneUpstream = z
  .object({
    id: z.string(),
    feed: z.string(),
    url: z.string(),
    name: z.string(),
    mode: z.enum(['published', 'drafts']),
    hasToken: z.boolean(),
    by: z.string(),
    createdAt: time,
    health: z.enum(['well', 'failing', 'paused', 'ended']),
    reason: z.string().optional().describe('Why the latest look failed, or why it ended.'),
    seq: count.describe('The latest change there whose news are here.'),
    behind: count.describe('Changes there that are not here yet.'),
    answeredAt: time.optional(),
    nextAt: time.optional(),
    kept: count.describe('Items whose later words were left: they were changed here.'),
    skipped: count.describe('Changes that cannot be taken.'),
    skippedReason: z.string().optional(),
    compared: z
      .object({ at: time, items: count, missing: count, missingItems: z.array(z.string()) })
      .optional()
      .describe('What was found when its log had another history.'),
  })
  .meta({ id: 'Upstream' });

export const upstreams = z.object({ upstreams: z.array(oneUpstream) });

export const keptItems = z.object({ items: z.array(z.string()) });
