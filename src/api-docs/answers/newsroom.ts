import { z } from 'zod';
import { roles } from '../../accounts/principal.ts';
import { body } from './body.ts';
import { campaign, feedInfo } from './feed-info.ts';
import { draft, position } from './item.ts';
import { count, time } from './plain.ts';

const head = { feed: z.string(), info: feedInfo, epoch: z.string(), seq: count, tag: z.string() };

export const madeFeed = z.object(head).meta({ id: 'FeedHead' });

export const feeds = z.object({ feeds: z.array(z.object({ ...head, changedAt: time })) });

export const changedFeed = z.object({ feed: z.string(), info: feedInfo, change: position });

export const drafts = z.object({ items: z.array(draft) });

export const countedCampaign = z.object({
  feed: z.string(),
  count,
  change: position.optional().describe('Absent where a change will tell it within seconds.'),
});

export const siteCampaign = z.object({ campaign: campaign.nullable() });

export const siteCount = z.object({ count });

export const snippets = z
  .object({ rev: count, snippets: z.array(z.object({ name: z.string(), text: z.string() })) })
  .meta({ id: 'Snippets' });

const readerKey = z.object({
  id: z.uuid(),
  by: z.string(),
  createdAt: time,
  endsAt: time.optional(),
});

export const readerKeys = z.object({ keys: z.array(readerKey) });

export const madeReaderKey = readerKey.extend({
  secret: z.string().describe('Answered this once.'),
});

export const source = z.object({
  id: z.uuid(),
  rev: z.int().min(1),
  markdown: z.string(),
  externalId: z.string().optional(),
});

export const preview = z.object({ body });

export const numbers = z
  .object({
    readers: count,
    sites: z.array(z.object({ site: z.string(), readers: count })),
    publishToScreen: z.object({
      p50: z.number().nullable(),
      p95: z.number().nullable(),
      reports: count,
    }),
    past: z.object({ seconds: z.number(), readers: z.array(count) }),
  })
  .meta({ id: 'FeedNumbers' });

const role = z.enum(roles);
const feedRoles = z.record(z.string(), role);

export const principal = z
  .object({
    name: z.string(),
    role,
    feeds: feedRoles.optional(),
    id: z.string().optional(),
  })
  .meta({ id: 'Principal', description: 'Who is signed in.' });

const onePerson = {
  id: z.string(),
  name: z.string(),
  email: z.string().optional(),
  role,
  feeds: feedRoles,
  createdAt: time,
};

export const person = z.object(onePerson).meta({ id: 'Person' });

export const people = z.object({
  people: z.array(
    z.object({
      ...onePerson,
      seenAt: time.optional(),
      secondFactor: z.boolean(),
      passkeys: count,
    }),
  ),
});

const invitation = {
  id: z.string(),
  role,
  feeds: feedRoles,
  email: z.string().optional(),
  by: z.string(),
  expiresAt: time,
};

export const invitations = z.object({ invitations: z.array(z.object(invitation)) });

export const madeInvitation = z.object({ ...invitation, url: z.string() });

const token = {
  id: z.string(),
  name: z.string(),
  role,
  feeds: feedRoles,
  by: z.string(),
  createdAt: time,
  expiresAt: time.optional(),
  usedAt: time.optional(),
};

export const tokens = z.object({ tokens: z.array(z.object(token)) });

export const madeToken = z.object({ ...token, secret: z.string() });

const hook = {
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  feed: z.string(),
  role: z.string(),
  chat: z.string(),
  names: z.record(z.string(), z.string()),
  ownNames: z.boolean(),
  by: z.string(),
  createdAt: time,
  usedAt: time.optional(),
};

export const hooks = z.object({ hooks: z.array(z.object(hook)) });

export const madeHook = z.object({ ...hook, url: z.string(), secret: z.string().optional() });

export const audit = z.object({
  acts: z.array(
    z.object({
      id: z.string(),
      at: time,
      name: z.string(),
      person: z.string().optional(),
      address: z.string().optional(),
      action: z.string(),
      feed: z.string().optional(),
      item: z.string().optional(),
      seq: count.optional(),
      about: z.string().optional(),
    }),
  ),
  next: z.string().nullable(),
});
