import { z } from 'zod';
import { countInput, siteCampaignInput } from '../../admin/input/campaign-input.ts';
import { feedChange, newFeed } from '../../admin/input/feed-input.ts';
import { snippetsInput } from '../../admin/input/snippets-input.ts';
import { followerChangeInput, newFollowerInput } from '../../followers/api/follower-input.ts';
import { kinds } from '../../followers/kinds/kinds.ts';
import {
  changedFeed,
  countedCampaign,
  feeds,
  madeFeed,
  madeReaderKey,
  numbers,
  readerKeys,
  siteCampaign,
  siteCount,
  snippets,
} from '../answers/newsroom.ts';
import { deadLetters, followers, madeFollower, oneFollower, outcome } from '../answers/outside.ts';
import { room } from '../operation.ts';

const feed = room('Feeds', '/api/v1');
const keys = room('Feeds', '/api/v1/feeds/{feed}/reader-keys');
const following = room('Followers', '/api/v1/feeds/{feed}/followers');

const anywhere = { mayBePrivate: true, hasPublicUrl: true };
const names = Object.keys(kinds);

const campaignExample = { text: 'Help us reach 20,000 members', goal: 20_000, unit: 'members' };

/** Feeds, what they say of themselves, and where their changes go. */
export const feedOperations = [
  feed('GET /feeds', ['list feeds'], { does: 'All feeds', answers: { 200: feeds } }),
  feed('POST /feeds', ['create feed'], {
    does: 'Make a feed',
    body: newFeed,
    example: { slug: 'storm', title: 'Storm over the port' },
    answers: { 201: madeFeed },
    refuses: ['feed_exists'],
    once: true,
  }),
  feed('PATCH /feeds/{feed}', ['change feed'], {
    does: 'Change what a feed says of itself, or end its coverage',
    more: 'What is not sent stays; `null` takes an optional field away.',
    body: feedChange,
    example: { coverage: 'ended' },
    answers: { 200: changedFeed },
    once: true,
  }),
  feed('GET /feeds/{feed}/numbers', ['read drafts'], {
    does: 'How many readers a feed has now',
    answers: { 200: numbers },
  }),
  feed('GET /feeds/{feed}/snippets', ['write drafts'], {
    does: 'The texts that editors of a feed insert often',
    answers: { 200: snippets },
  }),
  feed('PUT /feeds/{feed}/snippets', ['change feed'], {
    does: 'Replace all snippets of a feed',
    body: snippetsInput,
    example: { snippets: [{ name: 'Help', text: '**Help**: call 110' }] },
    answers: { 200: snippets },
    revision: 'required',
  }),
  feed('PUT /feeds/{feed}/campaign/count', ['publish'], {
    does: 'Count the campaign of a feed, as often as a machine likes',
    body: countInput,
    example: { count: 12_345 },
    answers: { 200: countedCampaign },
    refuses: ['not_found'],
  }),
  feed('GET /campaign', ['list feeds'], {
    does: 'The campaign of all feeds that have none of their own',
    answers: { 200: siteCampaign },
  }),
  feed('PUT /campaign', ['change site'], {
    does: 'Set the campaign of the site, or end it',
    body: siteCampaignInput,
    example: { campaign: campaignExample },
    answers: { 200: siteCampaign },
  }),
  feed('PUT /campaign/count', ['count site'], {
    does: 'Count the campaign of the site',
    body: countInput,
    example: { count: 12_345 },
    answers: { 200: siteCount },
    refuses: ['not_found'],
  }),
  keys('GET', ['manage reader keys'], {
    does: 'By which keys sites sign for their signed-in readers',
    answers: { 200: readerKeys },
  }),
  keys('POST', ['manage reader keys'], {
    does: 'Make such a key',
    more: 'The key before counts for a day more, and those before that one end now.',
    answers: { 201: madeReaderKey },
  }),
  keys('DELETE /{id}', ['manage reader keys'], {
    does: 'End such a key, with every token that it has signed',
    answers: { 204: null },
    refuses: ['not_found'],
  }),
  following('GET', ['manage followers'], {
    does: 'Where the changes of a feed go',
    more: 'Of the subscribers of the hub 50 at most are listed, first those that fail; `subscribers` counts all.',
    answers: { 200: followers },
  }),
  following('POST', ['manage followers'], {
    does: 'Add a follower',
    more: 'A webhook’s `secret` is answered this once.',
    body: z.union(names.map((name) => newFollowerInput(name, anywhere))),
    example: { kind: 'webhook', target: 'https://cms.example.org/dateline' },
    answers: { 201: madeFollower },
    refuses: ['too_many_followers'],
  }),
  following('PATCH /{id}', ['manage followers'], {
    does: 'Pause a follower, let it go on, or change its target',
    body: z.union(names.map((name) => followerChangeInput(name, anywhere))),
    example: { state: 'paused' },
    answers: { 200: madeFollower },
    refuses: ['not_found', 'wrong_state'],
  }),
  following('DELETE /{id}', ['manage followers'], {
    does: 'Remove a follower',
    answers: { 204: null },
    refuses: ['not_found', 'wrong_state'],
  }),
  following('GET /{id}/dead-letters', ['manage followers'], {
    does: 'What a follower’s target refused',
    answers: { 200: deadLetters },
    refuses: ['not_found'],
  }),
  following('POST /{id}/retry', ['manage followers'], {
    does: 'Send again what was refused',
    answers: { 200: oneFollower },
    refuses: ['not_found'],
  }),
  following('POST /{id}/test', ['manage followers'], {
    does: 'Send a signed test message, now',
    answers: { 200: outcome },
    refuses: ['not_found', 'wrong_state'],
  }),
];
