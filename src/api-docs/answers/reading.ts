import { z } from 'zod';
import { change, entry, item, position } from './item.ts';
import { count, direction, time } from './plain.ts';

const positioned = { epoch: z.string(), seq: count, tag: z.string() };

export const itemsPage = z
  .object({ ...positioned, items: z.array(entry), next: z.string().nullable() })
  .meta({ id: 'ItemsPage', description: '`next` is the cursor of the page after it.' });

const wording = {
  rev: z.int().min(1),
  kind: z.string(),
  at: time,
  note: z.string().optional(),
  item,
};

export const history = z
  .object({ id: z.uuid(), wordings: z.array(z.object(wording)) })
  .meta({ id: 'ItemHistory' });

export const wordings = z.object({
  wordings: z.array(z.object({ ...wording, by: z.string().optional(), markdown: z.string() })),
});

const pieces = z.array(z.object({ text: z.string(), isHit: z.literal(true).optional() }));

export const searchPage = z
  .object({
    results: z.array(
      z.object({
        feed: z.string(),
        id: z.uuid(),
        at: time,
        headline: pieces.optional(),
        snippet: pieces,
        lang: z.string().optional(),
        dir: direction.optional(),
        struck: z.literal(true).optional(),
      }),
    ),
    next: z.string().nullable(),
    complete: z.boolean().describe('False while the index is still being made.'),
  })
  .meta({ id: 'SearchPage' });

export const tempo = z
  .object({
    feed: z.string(),
    from: time,
    seconds: count,
    posts: z.array(count),
    keys: z.array(count),
  })
  .meta({ id: 'Tempo' });

export const logHead = position
  .extend({ feed: z.string(), scrubbed: z.string() })
  .meta({ id: 'LogHead' });

export const logSegment = z
  .object({
    feed: z.string(),
    ...positioned,
    n: count,
    full: z.boolean(),
    changes: z.array(change),
  })
  .meta({ id: 'LogSegment' });

export const logTime = z.object({ now: time, withinMs: count });

export const readiness = z.object({
  status: z.enum(['ready', 'not ready', 'draining']),
  log: z.boolean(),
  write: z.union([z.literal(true), z.string()]),
  bus: z.boolean(),
});

export const oembed = z.looseObject({
  version: z.literal('1.0'),
  type: z.literal('rich'),
  title: z.string(),
  html: z.string(),
  width: z.number(),
  height: z.number(),
});
