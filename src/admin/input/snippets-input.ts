import { z } from 'zod';
import { line, text } from './text.ts';

/** All snippets of a feed (PROTOCOL.md §4). */
export const snippetsInput = z.strictObject(
  {
    snippets: z
      .array(
        z.strictObject(
          { name: line(60), text: text(2_000) },
          'must be an object with name and text',
        ),
        'must be a list of snippets',
      )
      .max(50, 'must be at most 50')
      .superRefine((all, context) => {
        all.forEach(({ name }, index) => {
          const first = all.findIndex((other) => folded(other.name) === folded(name));
          if (first < index) {
            const message = `is the name of snippet ${first + 1} as well; give one of them another`;
            context.addIssue({ code: 'custom', path: [index, 'name'], message });
          }
        });
      }),
  },
  'must be an object',
);

function folded(name: string): string {
  return name.toLowerCase();
}
