import { z } from 'zod';
import type { Block, Inline } from '../../feed/body.ts';

const inline: z.ZodType<Inline> = z
  .lazy(() => {
    const children = z.array(inline);
    return z.union([
      z.object({ kind: z.enum(['text', 'code']), text: z.string() }),
      z.object({ kind: z.literal('break') }),
      z.object({ kind: z.enum(['strong', 'emphasis', 'deleted']), children }),
      z.object({ kind: z.literal('link'), url: z.string(), children }),
    ]);
  })
  .meta({ id: 'Inline', description: 'Text inside a block; never markup.' });

const block: z.ZodType<Block> = z
  .lazy(() => {
    const children = z.array(inline);
    return z.union([
      z.object({ kind: z.literal('paragraph'), children }),
      z.object({ kind: z.literal('heading'), level: z.int().min(1).max(3), children }),
      z.object({
        kind: z.literal('list'),
        ordered: z.boolean(),
        start: z.int().optional(),
        items: z.array(z.array(block)),
      }),
      z.object({ kind: z.literal('quote'), children: z.array(block) }),
      z.object({ kind: z.literal('code'), text: z.string() }),
      z.object({ kind: z.literal('rule') }),
      z.object({
        kind: z.literal('table'),
        align: z.array(z.enum(['start', 'center', 'end'])),
        head: z.array(children),
        rows: z.array(z.array(children)),
      }),
      z.object({
        kind: z.literal('image'),
        url: z.string(),
        alt: z.string(),
        caption: z.string().optional(),
      }),
      z.object({ kind: z.literal('embed'), provider: z.string(), url: z.string() }),
    ]) as z.ZodType<Block>;
  })
  .meta({ id: 'Block', description: 'A block of a body.' });

export const body = z.array(block);
