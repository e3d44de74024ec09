import { z } from 'zod';
import { hookRoles } from '../../accounts/hooks/hooks.ts';
import { isSlug } from '../../feed/feed-info.ts';
import { flag, line } from '../input/text.ts';

const maxNames = 200;

const common = {
  name: line(60),
  feed: z.string('must be the address of a feed').refine(isSlug, {
    message: 'must be the address of a feed, like "storm"',
  }),
  role: z.enum(hookRoles, 'must be "reporter" (drafts for the queue) or "editor" (published)'),
  names: z
    .record(line(64), line(100), 'must be an object of a byline for each sender’s id')
    .refine((names) => Object.keys(names).length <= maxNames, `must be at most ${maxNames}`)
    .default({}),
};

/** A new inbound webhook, as an admin sends it. */
export const hookInput = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('slack'),
      ...common,
      chat: line(64).refine((id) => /^[A-Z0-9]{2,}$/.test(id), {
        message: 'must be the id of a channel, like "C024BE91L"',
      }),
      secret: line(200).refine((secret) => /^[\x21-\x7e]{16,}$/.test(secret), {
        message: 'must be the Signing Secret of your Slack app, 16 characters or more',
      }),
    }),
    z.strictObject({
      kind: z.literal('telegram'),
      ...common,
      chat: line(64).refine((id) => /^(-?\d+|@\w{4,})$/.test(id), {
        message: 'must be the id of a chat, like "-1001234567890", or "@name" of a public channel',
      }),
      ownNames: flag().default(false),
    }),
  ],
  'must be "slack" or "telegram"',
);
