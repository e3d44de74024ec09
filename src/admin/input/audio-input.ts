import { z } from 'zod';
import { isOwnPath, isWebUrl, line } from './text.ts';

const whole = (most: number) => z.int('must be a whole number').min(1).max(most);

/** The recording of an item as an editor sends it. */
export const audio = z
  .strictObject(
    {
      url: line(2_000).refine((url) => isWebUrl(url) || isOwnPath(url), {
        message: 'must be an http or https URL, or a path of this site',
      }),
      title: line(300).optional(),
      seconds: whole(1_000_000).optional(),
      type: z
        .string('must be a media type like "audio/mpeg"')
        .regex(/^audio\/[a-z0-9.+-]{1,60}$/, 'must be a media type like "audio/mpeg"')
        .optional(),
      bytes: whole(Number.MAX_SAFE_INTEGER).optional(),
    },
    'must be an object with url',
  )
  .meta({ id: 'NewAudio' });
