import { z } from 'zod';
import { webUrl } from '../../admin/input/text.ts';

const yes = z.enum(['1', 'true'], 'must be "1", or left out');

/** What the address of an import says (PROTOCOL.md §4). */
export const importQuery = z.strictObject(
  {
    from: webUrl().optional(),
    format: z.string('must be the name of a format').optional(),
    dryRun: yes.optional(),
    pictures: z
      .enum(['link'], 'must be "link", or left out to bring pictures into the library')
      .optional(),
  },
  'must be a query',
);

export const exportQuery = z.strictObject({ media: yes.optional() }, 'must be a query');
