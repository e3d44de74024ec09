import type { ChangeKind } from './change-kinds.ts';

/**
 * What may be done beside changes of a feed's log, as the audit names it. A new act begins with a line here, and the
 * compiler names where its words are missing.
 */
type OtherAct =
  | 'create'
  | 'change snippets'
  | 'change site campaign'
  | 'count site campaign'
  | 'keep draft'
  | 'change draft'
  | 'submit draft'
  | 'return draft'
  | 'discard draft'
  | 'hold'
  | 'recall'
  | 'add picture'
  | 'erase picture'
  | 'add sound'
  | 'erase sound'
  | 'sign in'
  | 'change password'
  | 'begin second factor'
  | 'add second factor'
  | 'remove second factor'
  | 'renew recovery codes'
  | 'use recovery code'
  | 'add passkey'
  | 'remove passkey'
  | 'refuse passkey'
  | 'link identity'
  | 'unlink identity'
  | 'refuse identity'
  | 'invite'
  | 'take invitation back'
  | 'accept invitation'
  | 'change person'
  | 'remove person'
  | 'erase person'
  | 'make token'
  | 'remove token'
  | 'make hook'
  | 'remove hook'
  | 'leave chat edit'
  | 'leave chat deletion'
  | 'add follower'
  | 'change follower'
  | 'pause follower'
  | 'continue follower'
  | 'renew follower secret'
  | 'send again'
  | 'remove follower'
  | 'add upstream'
  | 'change upstream'
  | 'pause upstream'
  | 'continue upstream'
  | 'remove upstream'
  | 'make reader key'
  | 'end reader key'
  | 'add wire'
  | 'change wire'
  | 'remove wire'
  | 'erase subscriber';

/**
 * What was done: a kind of change, or what was done to a draft, a feed, a picture, a person, a session, a token, a hook,
 * a follower, an upstream, a key of readers, a wire or a subscriber.
 */
export type ActName = ChangeKind | OtherAct;
