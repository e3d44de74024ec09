import { changeKindNames } from '../../../src/feed/change-kinds.ts';
import { contentOf } from '../commands.ts';
import type { LogRoom } from '../on-every-database.ts';

/** Changes of every kind there is. */
export async function everyKind({ log, feed, post, allChanges }: LogRoom): Promise<void> {
  const { id } = await post('one');
  await log.append(feed, { kind: 'edit', id, rev: 1, patch: { tags: ['x'] } });
  await log.append(feed, { kind: 'correct', id, rev: 2, note: 'Not so.', patch: {} });
  await log.append(feed, { kind: 'strike', id, rev: 3, note: 'No.' });
  await log.append(feed, { kind: 'unstrike', id, rev: 4, note: 'Yes.' });
  await log.append(feed, { kind: 'redact', id, rev: 5, note: 'A name.', patch: contentOf('two') });
  await log.append(feed, { kind: 'pin', id });
  await log.append(feed, { kind: 'unpin', id });
  await log.append(feed, { kind: 'feed', patch: { title: 'Other' } });
  await log.append(feed, { kind: 'takedown', id, reason: 'asked for' });
  const made = new Set((await allChanges()).map(({ kind }) => kind));
  expect(changeKindNames.filter((kind) => !made.has(kind))).toEqual([]);
}
