import { z } from 'zod';
import { changeKinds, type ChangeKind } from '../../feed/change-kinds.ts';
import { body } from './body.ts';
import { feedInfo } from './feed-info.ts';
import { count, direction, time } from './plain.ts';

const remark = z.object({ kind: z.string(), at: time, note: z.string() });
const oneRemark = z.object({ at: time, note: z.string() });

const image = z
  .object({
    url: z.string(),
    alt: z.string(),
    caption: z.string().optional(),
    credit: z.string().optional(),
    width: z.int().optional(),
    height: z.int().optional(),
    focus: z.object({ x: z.number(), y: z.number() }).optional(),
    color: z.string().optional(),
  })
  .meta({ id: 'Image' });

const content = {
  headline: z.string().optional(),
  body,
  minutes: z.int().optional().describe('How long it takes to read; absent under two.'),
  bylines: z.array(z.string()),
  people: z
    .array(
      z.object({
        name: z.string(),
        role: z.string().optional(),
        picture: z.string().optional(),
        url: z.string().optional(),
      }),
    )
    .optional(),
  breaking: z.boolean(),
  key: z.boolean(),
  tags: z.array(z.string()),
  link: z.string().optional(),
  related: z.array(z.object({ url: z.string(), title: z.string() })).optional(),
  image: image.optional(),
  images: z.array(image).optional(),
  audio: z
    .object({
      url: z.string(),
      title: z.string().optional(),
      seconds: z.int().optional(),
      type: z.string().optional(),
      bytes: z.int().optional(),
    })
    .optional(),
  origin: z
    .object({ name: z.string(), url: z.string(), path: z.array(z.string()) })
    .optional()
    .describe('Of an item that comes from another newsroom.'),
  lang: z.string().optional(),
  dir: direction.optional(),
};

const published = {
  id: z.uuid(),
  rev: z.int().min(1).describe('Counts the wordings.'),
  ...content,
  pinned: z.boolean(),
  postedAt: time,
  placedAt: time
    .optional()
    .describe('Where an imported item stands in lists, when not by `postedAt`.'),
  updatedAt: time,
  remarks: z.array(remark).optional().describe('Public remarks, oldest first.'),
  corrected: oneRemark.optional(),
  struck: oneRemark.optional(),
};

export const item = z.object(published).meta({ id: 'Item', description: 'A published item.' });

export const tombstone = z
  .object({ id: z.uuid(), postedAt: time, placedAt: time.optional(), removedAt: time })
  .meta({ id: 'Tombstone', description: 'What stays of an item that was taken down.' });

export const entry = z.union([item, tombstone]).meta({ id: 'Entry' });

const externalId = z.string().optional();

export const draft = z
  .object({
    id: z.uuid(),
    rev: z.int(),
    ...content,
    pinned: z.boolean(),
    updatedAt: time,
    markdown: z.string(),
    draft: z.literal(true),
    state: z.enum(['draft', 'submitted', 'returned', 'scheduled', 'held']),
    embargo: time.optional(),
    until: time.optional(),
    author: z.string().optional(),
    authorId: z.string().optional(),
    editor: z.string().optional(),
    note: z.string().optional(),
    externalId,
  })
  .meta({ id: 'Draft', description: 'A draft, an embargoed item, or a post that is held.' });

export const position = z
  .object({ epoch: z.string(), seq: count, tag: z.string() })
  .meta({ id: 'Position' });

/** The answer to a write: the item as it is then, and the change, where one was appended. */
export const written = z
  .object({
    item: z
      .union([z.object({ ...published, externalId }), tombstone.extend({ externalId }), draft])
      .optional(),
    change: position.optional(),
  })
  .meta({ id: 'Written' });

const row = {
  feed: z.string(),
  epoch: z.string(),
  seq: count,
  tag: z.string(),
  prev: z.string(),
  at: time,
};

function kindsThat(carries: 'item' | 'id' | 'info'): [ChangeKind, ...ChangeKind[]] {
  const names = Object.keys(changeKinds) as ChangeKind[];
  const [first = 'post', ...rest] = names.filter((kind) => changeKinds[kind].carries === carries);
  return [first, ...rest];
}

export const change = z
  .union([
    z.object({
      ...row,
      kind: z.enum(kindsThat('item')),
      item: entry,
      note: z.string().optional(),
    }),
    z.object({ ...row, kind: z.enum(kindsThat('id')), id: z.string() }),
    z.object({ ...row, kind: z.enum(kindsThat('info')), info: feedInfo }),
  ])
  .meta({
    id: 'Change',
    description: 'One row of a feed’s log. Later versions may have more kinds.',
  });

export const snapshot = z
  .object({
    feed: z.string(),
    epoch: z.string(),
    seq: count,
    tag: z.string(),
    info: feedInfo,
    items: z.array(entry).describe('The newest, newest first.'),
    pinned: item.nullable(),
    more: z.string().nullable().describe('The cursor of older items.'),
  })
  .meta({ id: 'Snapshot', description: 'A feed as it is at a position.' });
