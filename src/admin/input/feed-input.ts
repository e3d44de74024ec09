import { z } from 'zod';
import { isSlug, visibilities } from '../../feed/feed-info.ts';
import { campaign } from './campaign-input.ts';
import { summary } from './summary-input.ts';
import { direction, language, line, text } from './text.ts';

const timezone = line(60).refine(isTimezone, 'must be a time zone like "Europe/London"');

const coverage = z.enum(['open', 'ended'], 'must be "open" or "ended"');

const origins = z
  .array(line(300).transform(originOf), 'must be a list of origins')
  .max(100, 'must be at most 100');

const visibility = z.enum(visibilities, 'must be "public", "unlisted" or "signed"');

const undoSeconds = z
  .int('must be a whole number of seconds')
  .min(0, 'must be 0 to 60')
  .max(60, 'must be 0 to 60');

/** A new feed (PROTOCOL.md §4). */
export const newFeed = z
  .strictObject(
    {
      slug: z.string('must be text').refine(isSlug, 'must be 1 to 64 of a-z, 0-9 and the hyphen'),
      title: line(200, 'must not be blank'),
      description: text(1_000).optional(),
      summary: summary.optional(),
      lang: language().default('en'),
      dir: direction().optional(),
      timezone: timezone.default('UTC'),
      coverage: coverage.default('open'),
      origins: origins.optional(),
      visibility: visibility.optional(),
      undoSeconds: undoSeconds.optional(),
      campaign: campaign.transform((asked) => ({ ...asked, count: asked.count ?? 0 })).optional(),
    },
    'must be an object',
  )
  .transform(({ slug, ...info }) => ({ slug, info }));

/** A change of a feed: a field that is not sent stays, and null removes an optional one. */
export const feedChange = z
  .strictObject(
    {
      title: line(200, 'must not be blank'),
      description: text(1_000).nullable(),
      summary: summary.nullable(),
      lang: language(),
      dir: direction().nullable(),
      timezone,
      coverage,
      origins: origins.nullable(),
      visibility: visibility.nullable(),
      undoSeconds: undoSeconds.nullable(),
      campaign: campaign.nullable(),
    },
    'must be an object',
  )
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, 'must have at least one field to change');

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Parses an origin. A star is allowed only for all hosts below a domain, as in CSP. */
function originOf(value: string, context: z.RefinementCtx): string {
  const [, scheme = '', star = '', rest = ''] = /^(https?:\/\/)(\*\.)?(.*)$/i.exec(value) ?? [];
  const url = URL.parse(scheme + rest);
  const isOrigin =
    url !== null &&
    url.pathname + url.search + url.hash === '/' &&
    url.username === '' &&
    /^[a-z0-9.:[\]-]+$/.test(url.host);
  if (isOrigin) return `${url.protocol}//${star}${url.host}`;
  context.addIssue({
    code: 'custom',
    message: 'must be an origin like "https://example.org" or "https://*.example.org"',
  });
  return z.NEVER;
}
