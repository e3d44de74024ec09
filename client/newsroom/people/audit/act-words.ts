import type { ActName } from '../../../../src/feed/act-name.ts';

/** What was done, in the words of the newsroom, in the order in which they are offered. */
const words: Readonly<Record<ActName, string>> = {
  post: 'Published',
  edit: 'Edited',
  correct: 'Corrected',
  strike: 'Withdrew',
  unstrike: 'Reinstated',
  redact: 'Replaced and erased',
  takedown: 'Took down',
  pin: 'Pinned',
  unpin: 'Unpinned',
  'keep draft': 'Kept a draft',
  'change draft': 'Changed a draft',
  'submit draft': 'Sent to the queue',
  'return draft': 'Returned a draft',
  hold: 'Published, held',
  recall: 'Took back a held post',
  'discard draft': 'Discarded a draft',
  create: 'Made a feed',
  feed: 'Changed a feed',
  'change snippets': 'Changed the snippets',
  'add picture': 'Added a picture',
  'erase picture': 'Erased a picture',
  'add sound': 'Added a sound',
  'erase sound': 'Erased a sound',
  'sign in': 'Signed in',
  invite: 'Invited',
  'take invitation back': 'Took an invitation back',
  'accept invitation': 'Accepted an invitation',
  'change person': 'Changed a person',
  'remove person': 'Removed a person',
  'change password': 'Changed the password',
  'begin second factor': 'Began to set up a second factor',
  'add second factor': 'Set up a second factor',
  'remove second factor': 'Removed a second factor',
  'renew recovery codes': 'Made new recovery codes',
  'use recovery code': 'Signed in by a recovery code',
  'add passkey': 'Added a passkey',
  'remove passkey': 'Removed a passkey',
  'refuse passkey': 'Was refused with a passkey',
  'link identity': 'Linked a sign-in',
  'unlink identity': 'Unlinked a sign-in',
  'refuse identity': 'Refused who is not linked',
  'make token': 'Made a token',
  'remove token': 'Ended a token',
  'make hook': 'Made an inbound hook',
  'remove hook': 'Removed an inbound hook',
  'leave chat edit': 'Edited in the chat, left as it is here',
  'leave chat deletion': 'Deleted in the chat, left as it is here',
  'add follower': 'Added a follower',
  'change follower': 'Changed a follower',
  'pause follower': 'Paused a follower',
  'continue follower': 'Let a follower go on',
  'renew follower secret': 'Gave a follower another secret',
  'send again': 'Had a follower send again',
  'remove follower': 'Removed a follower',
};

export const actChoices: readonly (readonly [string, string])[] = [
  ['', 'Anything'],
  ...Object.entries(words),
];

/** An act that this page does not know is shown by its name. */
export function actWords(action: string): string {
  return Object.hasOwn(words, action) ? words[action as ActName] : action;
}
