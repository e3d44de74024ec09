import { z } from 'zod';
import type { Body } from '../../feed/body.ts';
import type { WordingKind } from '../../feed/change-kinds.ts';
import { Refusal } from '../../feed/refusal.ts';
import type { ItemPatch } from '../../log/command.ts';
import type { ItemContent } from '../../feed/item.ts';
import { readingMinutes } from '../../feed/reading-minutes.ts';
import { externalIdText } from '../asked/external-id.ts';
import { excessOf } from '../markdown/excess.ts';
import { parseMarkdown } from '../markdown/parse-markdown.ts';
import { written } from '../../feed/byline.ts';
import { byline } from './byline-input.ts';
import { audio } from './audio-input.ts';
import { image } from './image-input.ts';
import { direction, flag, language, line, text, webUrl } from './text.ts';

/** The largest block tree of a body, as JSON: it is kept in memory and sent to every reader. */
const maxBodyBytes = 200_000;

const markdownBody = text(50_000).transform((markdown, context) => {
  const excess = excessOf(markdown);
  if (excess !== undefined) {
    context.addIssue({ code: 'custom', message: excess });
    return z.NEVER;
  }
  const body = parseMarkdown(markdown);
  if (JSON.stringify(body).length > maxBodyBytes) {
    context.addIssue({ code: 'custom', message: 'is too intricate; split it into several items' });
  }
  return { markdown, body };
});

const related = z
  .array(
    z.strictObject(
      { url: webUrl(), title: line(300, 'must say what the link leads to') },
      'must be an object with url and title',
    ),
    'must be a list of links',
  )
  .max(5, 'must be at most 5')
  .transform((links) => (links.length === 0 ? undefined : links));

/** The fields of an item as an editor sends them (PROTOCOL.md §4). */
const fields = {
  headline: line(300),
  body: markdownBody,
  bylines: z.array(byline, 'must be a list of names').max(20, 'must be at most 20'),
  breaking: flag(),
  key: flag(),
  tags: z.array(line(60), 'must be a list of words').max(30, 'must be at most 30'),
  link: webUrl(),
  related,
  image,
  images: z
    .array(image, 'must be a list of pictures')
    .max(20, 'must be at most 20')
    .transform((all) => (all.length === 0 ? undefined : all)),
  audio,
  lang: language(),
  dir: direction(),
};

const embargo = z.iso
  .datetime({ offset: true, error: 'must be a time like "2027-01-31T18:00:00Z" (RFC 3339)' })
  .transform((time) => new Date(time))
  .refine((time) => time.getTime() > Date.now(), 'is in the past; leave it out to publish now')
  .refine((time) => time.getUTCFullYear() < 9_999, 'is too far away')
  .transform((time) => time.toISOString());

export const newItem = z
  .strictObject(
    {
      ...z.object(fields).partial().shape,
      embargo: embargo.optional(),
      draft: flag().optional(),
      externalId: externalIdText.optional(),
    },
    'must be an object',
  )
  .superRefine(({ headline, body, image: lead, images, draft, embargo: time }, context) => {
    if (headline === undefined && body === undefined && (lead ?? images) === undefined) {
      context.addIssue({ code: 'custom', message: 'needs a headline, a body or an image' });
    }
    if (headline === undefined && body === undefined && (images?.[0] ?? lead)?.alt === '') {
      const path = images === undefined ? ['image', 'alt'] : ['images', 0, 'alt'];
      const message = 'must say what the image shows where nothing else says anything';
      context.addIssue({ code: 'custom', path, message });
    }
    if (draft === true && time !== undefined) {
      const message = 'a draft waits for you, an embargo for its time: send one of them';
      context.addIssue({ code: 'custom', path: ['embargo'], message });
    }
  })
  .meta({ id: 'NewItem' });

const patchFields = {
  headline: fields.headline.nullish(),
  body: fields.body.nullish(),
  bylines: fields.bylines.optional(),
  breaking: fields.breaking.optional(),
  key: fields.key.optional(),
  tags: fields.tags.optional(),
  link: fields.link.nullish(),
  related: fields.related.nullish(),
  image: fields.image.nullish(),
  images: fields.images.nullish(),
  audio: fields.audio.nullish(),
  lang: fields.lang.nullish(),
  dir: fields.dir.nullish(),
};

const note = line(1_000);

const noteRequired = 'must say what readers should know: what was wrong, what is right';

const noteForReaders = z.string({ error: noteRequired }).pipe(note);

/** The input of each kind of change of a published item. A rewording kind without a line here does not compile. */
const changesOfWords = {
  edit: z.strictObject({ kind: z.literal('edit'), ...patchFields }),
  correct: z.strictObject({ kind: z.literal('correct'), note: noteForReaders, ...patchFields }),
  strike: z.strictObject({ kind: z.literal('strike'), note: noteForReaders }),
  unstrike: z.strictObject({ kind: z.literal('unstrike'), note: noteForReaders }),
  redact: z.strictObject({ kind: z.literal('redact'), note: noteForReaders, ...patchFields }),
} as const satisfies Readonly<Record<Exclude<WordingKind, 'post'>, z.ZodObject>>;

type ChangeOfWords = (typeof changesOfWords)[keyof typeof changesOfWords];

/** A change of a published item, by its kind. */
export const itemChange = z
  .discriminatedUnion(
    'kind',
    Object.values(changesOfWords) as [ChangeOfWords, ...ChangeOfWords[]],
    `must be ${Object.keys(changesOfWords)
      .map((kind) =>
        kind === 'edit' ? '"edit" (a small fix, without a note)' : `"${kind}" (with a note)`,
      )
      .join(' or ')}`,
  )
  .meta({ id: 'ItemChange' });

export const draftChange = z
  .strictObject(
    {
      ...patchFields,
      kind: z.literal('edit', 'of a draft can only be "edit"').optional(),
      embargo: embargo.nullish(),
      draft: flag().optional(),
    },
    'must be an object',
  )
  .meta({ id: 'DraftChange' });

/** Why a published item is taken down. */
export const takedown = z.strictObject({ reason: line(1_000).default('') }, 'must be an object');

export type NewItem = z.output<typeof newItem>;
type PatchFields = Omit<z.output<typeof draftChange>, 'kind' | 'embargo' | 'draft'>;

/** The content and Markdown of a new item. */
export function contentOf(input: NewItem): { content: ItemContent; markdown: string } {
  const { body, bylines = [], images, ...others } = input;
  const { embargo: _embargo, draft: _draft, externalId: _externalId, ...rest } = others;
  const content = {
    ...written(bylines),
    breaking: false,
    key: false,
    tags: [],
    ...rest,
    ...(images !== undefined && { image: images[0], images }),
    ...(body !== undefined && minutesOf(body)),
    body: body?.body ?? [],
  };
  return { content, markdown: body?.markdown ?? '' };
}

/** The patch of a change. A removed body becomes an empty one. */
export function patchOf(input: PatchFields): ItemPatch {
  const { body, bylines, ...others } = input;
  const rest = { ...others, ...(bylines !== undefined && written(bylines)) };
  if (body === undefined) return rest;
  const minutes = (body === null ? undefined : readingMinutes(body.body)) ?? null;
  return { ...rest, body: body?.body ?? [], minutes, markdown: body?.markdown ?? '' };
}

function minutesOf({ body }: { readonly body: Body }): Pick<ItemContent, 'minutes'> {
  const minutes = readingMinutes(body);
  return minutes === undefined ? {} : { minutes };
}

/** Refuses a patch without fields: it would make a revision that differs in nothing. */
export function changesSomething(patch: ItemPatch): ItemPatch {
  if (Object.keys(patch).length > 0) return patch;
  throw new Refusal('invalid_input', 'Send at least one field to change.', [
    { pointer: '', detail: 'has no field that is changed' },
  ]);
}
