import { z } from 'zod';
import { count, time } from './plain.ts';

const picture = {
  id: z.string(),
  url: z.string(),
  name: z.string(),
  type: z.string(),
  width: z.int(),
  height: z.int(),
  color: z.string().optional(),
  bytes: count,
  variants: z.array(
    z.object({
      url: z.string(),
      type: z.string(),
      width: z.int(),
      height: z.int(),
      bytes: count,
    }),
  ),
  addedAt: time,
  addedBy: z.string(),
};

const sound = {
  id: z.string(),
  url: z.string(),
  name: z.string(),
  type: z.string(),
  seconds: z.number(),
  bytes: count,
  addedAt: time,
  addedBy: z.string(),
};

export const upload = z.union([z.object(picture), z.object(sound)]).meta({ id: 'Upload' });

export const uploads = z.object({ media: z.array(upload) });

const uses = z.array(
  z.object({
    feed: z.string(),
    item: z.string(),
    by: z.enum(['item', 'earlier wording', 'draft', 'held post']),
    title: z.string().optional(),
    canGo: z.boolean(),
  }),
);

export const usedUpload = z.union([z.object({ ...picture, uses }), z.object({ ...sound, uses })]);

const answer = {
  outcome: z.enum(['done', 'again', 'never', 'gone']),
  ms: z.number(),
  status: z.int().optional(),
  reason: z.string().optional(),
};

const follower = {
  id: z.string(),
  feed: z.string(),
  kind: z.string(),
  target: z.string(),
  filter: z.string().optional(),
  topic: z.string().optional(),
  by: z.string(),
  createdAt: time,
  health: z.enum(['well', 'failing', 'down', 'paused']),
  pause: z.enum(['person', 'gone', 'dead letters', 'history']).optional(),
  seq: count,
  behind: count,
  deadLetters: count,
  nextAt: time.optional(),
  endsAt: time.optional(),
  answers: z.array(z.object({ at: time, ...answer })),
};

export const oneFollower = z.object(follower).meta({ id: 'Follower' });

export const followers = z.object({ followers: z.array(oneFollower), subscribers: count });

export const madeFollower = z.object({ ...follower, secret: z.string().optional() });

export const deadLetters = z.object({
  deadLetters: z.array(
    z.object({
      seq: count,
      kind: z.string(),
      item: z.string().optional(),
      reason: z.string(),
      at: time,
    }),
  ),
});

export const outcome = z.object(answer);

const names = z.array(z.string()).optional();

export const oneWire = z
  .object({
    id: z.string(),
    feed: z.string(),
    url: z.string(),
    goes: z.enum(['queue', 'out']),
    everySeconds: count,
    filter: z.object({ words: names, tags: names, authors: names }),
    by: z.string(),
    createdAt: time,
    health: z.enum(['well', 'failing', 'down', 'paused']),
    nextAt: time.optional(),
    latest: z
      .object({
        at: time,
        outcome: z.enum(['read', 'same', 'failed']),
        reason: z.string().optional(),
        made: count.optional(),
        changed: count.optional(),
        removed: count.optional(),
        kept: count.optional(),
        faulty: count.optional(),
      })
      .optional(),
  })
  .meta({ id: 'Wire' });

export const wires = z.object({ wires: z.array(oneWire) });

export const mailOfFeed = z
  .object({
    on: z.boolean(),
    health: z.string().optional(),
    behind: count.optional(),
    breaking: count,
    daily: count,
    pending: count,
    ended: count,
    waiting: count,
    refused: count,
  })
  .meta({ id: 'MailOfFeed' });

export const pushOfFeed = z
  .object({
    on: z.boolean(),
    health: z.string().optional(),
    behind: count.optional(),
    browsers: count,
    breaking: count,
    waiting: count,
    oldestAt: z.string().optional(),
  })
  .meta({ id: 'PushOfFeed' });

export const erased = z.object({ erased: z.boolean() });
