import { z, type core } from 'zod';
import type { Byline } from '../../feed/byline.ts';
import { isRecord } from '../../feed/shape.ts';
import { isOwnPath, line, webUrl } from './text.ts';

const name = line(100);

const writer = z.strictObject({
  name,
  role: line(100).optional(),
  // Readers' pages show no picture that comes over plain http.
  picture: line(2_000)
    .refine((url) => URL.parse(url)?.protocol === 'https:' || isOwnPath(url), {
      message: 'must be an https URL, or a path of this site',
    })
    .optional(),
  url: webUrl().optional(),
});

/**
 * A name, or a person: whichever was meant, every fault of it. Where nothing but the name is known it is a plain name.
 */
export const byline = z
  .unknown()
  .transform((given, context): Byline => {
    const parsed = isRecord(given) ? writer.safeParse(given) : name.safeParse(given);
    if (!parsed.success) {
      for (const issue of parsed.error.issues) {
        context.issues.push({ ...issue, input: given } as core.$ZodRawIssue);
      }
      return z.NEVER;
    }
    const { data } = parsed;
    return typeof data === 'string' || Object.keys(data).length > 1 ? data : data.name;
  })
  .meta({
    id: 'NewByline',
    anyOf: [
      { type: 'string', minLength: 1, maxLength: 100 },
      {
        type: 'object',
        properties: {
          name: { type: 'string', minLength: 1, maxLength: 100 },
          role: { type: 'string', minLength: 1, maxLength: 100 },
          picture: { type: 'string', minLength: 1, maxLength: 2_000 },
          url: { type: 'string', format: 'uri' },
        },
        required: ['name'],
        additionalProperties: false,
      },
    ],
  });
