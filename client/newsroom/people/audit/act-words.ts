/** What was done, in the words of the newsroom, in the order in which they are offered. */
const words: readonly (readonly [action: string, words: string])[] = [
  ['post', 'Published'],
  ['edit', 'Edited'],
  ['correct', 'Corrected'],
  ['strike', 'Withdrew'],
  ['unstrike', 'Reinstated'],
  ['redact', 'Replaced and erased'],
  ['takedown', 'Took down'],
  ['pin', 'Pinned'],
  ['unpin', 'Unpinned'],
  ['keep draft', 'Kept a draft'],
  ['change draft', 'Changed a draft'],
  ['submit draft', 'Sent to the queue'],
  ['return draft', 'Returned a draft'],
  ['hold', 'Published, held'],
  ['recall', 'Took back a held post'],
  ['discard draft', 'Discarded a draft'],
  ['create', 'Made a feed'],
  ['feed', 'Changed a feed'],
  ['sign in', 'Signed in'],
  ['invite', 'Invited'],
  ['take invitation back', 'Took an invitation back'],
  ['accept invitation', 'Accepted an invitation'],
  ['change person', 'Changed a person'],
  ['remove person', 'Removed a person'],
  ['change password', 'Changed the password'],
  ['make token', 'Made a token'],
  ['remove token', 'Ended a token'],
];

export const actChoices: readonly (readonly [string, string])[] = [['', 'Anything'], ...words];

/** An act that this page does not know is shown by its name. */
export function actWords(action: string): string {
  return words.find(([known]) => known === action)?.[1] ?? action;
}
