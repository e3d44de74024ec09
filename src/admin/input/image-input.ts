import { z } from 'zod';
import { isOwnPath, isWebUrl, line } from './text.ts';

const pixels = z.int('must be a whole number of pixels').min(1).max(20_000);

/** Of a width or a height. Two decimals are a pixel of what is shown. */
const part = z
  .number('must be a number from 0 to 1')
  .min(0, 'must be 0 or more')
  .max(1, 'must be 1 or less')
  .transform((number) => Math.round(number * 100) / 100);

const altRequired =
  'must say what the image shows, for people who cannot see it; "" says that there is nothing to say';

/** No words are a decision, and no slip: they are sent as they are, and never by leaving the field out. */
const alt = z
  .unknown()
  .transform((given, context) => {
    if (given === '') return '';
    const { data, error } = line(1_000, altRequired).safeParse(given ?? ' ');
    for (const { message } of error?.issues ?? []) context.addIssue({ code: 'custom', message });
    return data ?? z.NEVER;
  })
  .meta({ type: 'string', maxLength: 1_000 });

/** A picture of an item as an editor sends it. */
export const image = z
  .strictObject(
    {
      url: line(2_000).refine((url) => isWebUrl(url) || isOwnPath(url), {
        message: 'must be an http or https URL, or a path of this site',
      }),
      alt,
      caption: line(1_000).optional(),
      credit: line(300).optional(),
      width: pixels.optional(),
      height: pixels.optional(),
      focus: z.strictObject({ x: part, y: part }, 'must be an object with x and y').optional(),
      color: z
        .string('must be a colour like "#a1b2c3"')
        .regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour like "#a1b2c3"')
        .optional(),
    },
    'must be an object with url and alt',
  )
  .refine(({ width, height }) => (width === undefined) === (height === undefined), {
    message: 'needs both width and height, or neither',
  })
  .meta({ id: 'NewImage' });
