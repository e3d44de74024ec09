import type { Mutant } from './instrument.ts';

/** Why a mutant may live. */
export interface Reason {
  readonly file: string;
  /** The code that is broken, or its beginning. */
  readonly original: string;
  /** What stands on its line, where the code alone does not tell which is meant. */
  readonly within?: string;
  /** What it becomes; anything where it is absent. */
  readonly replacement?: string;
  readonly why: string;
}

const speed = 'only speed';

export const knownSurvivors: readonly Reason[] = [
  {
    file: 'src/feed/apply.ts',
    original: 'newestFirst(shown, held) < 0',
    replacement: 'newestFirst(shown, held) <= 0',
    why: 'the same: no two entries of a list have one id, so that none is equal to another',
  },
  {
    file: 'src/feed/apply.ts',
    original: 'newestFirst(entry, edge) > 0',
    replacement: 'newestFirst(entry, edge) >= 0',
    why: 'the same: the entry at the edge is in the window, and found there before',
  },
  {
    file: 'src/feed/apply.ts',
    original: 'entry.pinned === isPinned',
    replacement: 'false',
    why: `${speed}: an equal copy takes the place of the entry`,
  },
  {
    file: 'src/feed/campaign/campaign-markup.ts',
    original: "{ class: 'lt-campaign-text' }",
    replacement: '{}',
    why: 'how it looks, which only a browser shows',
  },
  {
    file: 'src/feed/words/pseudo.ts',
    original: '!/\\p{L}/u.test(',
    replacement: 'false',
    why: 'how signs without letters look in the made-up language',
  },
  {
    file: 'src/feed/draw/clock-time.ts',
    original: 'formats.size < 200',
    replacement: 'true',
    why: 'a bound of memory, which would take 200 languages, zones and shapes in one process to see',
  },
  {
    file: 'src/log/tail.ts',
    original: 'position.seq < current.seq',
    replacement: 'position.seq <= current.seq',
    why: 'the same: the tag at the position of the tail is always known',
  },
  {
    file: 'src/log/tail.ts',
    original: 'isErasingKind(change.kind)',
    replacement: 'true',
    why: `${speed}: where a change erases nothing, what is cleared is a copy`,
  },
  {
    file: 'src/hub/directory.ts',
    original: 'this.underWay === look',
    replacement: 'true',
    why: `${speed}: a question that began meanwhile is not shared, and is asked once more`,
  },
  {
    file: 'src/hub/hub.ts',
    original: "acceptance === 'repeat'",
    replacement: 'false',
    why: `${speed}: a doubled announcement costs a look into the log`,
  },
  {
    file: 'src/hub/hub.ts',
    original: 'true',
    within: 'const couldAsk = ',
    replacement: 'false',
    why: 'the same: a position that need not be asked about needs no answer either',
  },
  {
    file: 'src/hub/hub.ts',
    original: 'this.tails.get(feed) !== undefined',
    replacement: 'false',
    why: `${speed}: the directory knows every feed that is in memory`,
  },
  {
    file: 'src/hub/hub.ts',
    original: 'tail === undefined',
    within: 'this.directory.forget(feed)',
    replacement: 'true',
    why: 'the same: a feed in memory is found there before the directory is asked',
  },
  {
    file: 'src/hub/hub.ts',
    original: '[feed]',
    within: 'if (tail === undefined) return this.examineAll(',
    replacement: '[]',
    why: `${speed}: what another read has put in place is examined by the next sweep`,
  },
  {
    file: 'src/hub/repair.ts',
    original: 'changes.length < maxChanges',
    replacement: 'false',
    why: 'the same: where all was read, the tail is at the head, which ends the reads as well',
  },
  {
    file: 'src/hub/hub.ts',
    original: 'tail.position.seq > mine.seq',
    replacement: 'true',
    why: 'a bound: it ends reads of a log that answers whole pages of what is known already',
  },
  {
    file: 'src/hub/hub.ts',
    original: '!finding.isAll && tail.position.seq > mine.seq',
    why: 'the same bound, and one more read where all has been read',
  },
  {
    file: 'src/followers/run/told.ts',
    original: 'item.rev === 1',
    replacement: 'false',
    why: `${speed}: an item at its first wording has none before, which the log then says`,
  },
  {
    file: 'src/followers/kinds/networks/telegram.ts',
    original: '/^[@-]/',
    replacement: '/[@-]/',
    why: 'the same: neither sign stands inside the name of a channel',
  },
  {
    file: 'src/followers/store/follower-row.ts',
    original: 'row.old_until > now',
    replacement: 'row.old_until >= now',
    why: 'a millisecond of a day, which nobody sees',
  },
  {
    file: 'src/followers/send/safe-client.ts',
    original: 'error !== null',
    replacement: 'false',
    why: 'the same: a name that is not found has no addresses',
  },
  {
    file: 'src/followers/send/safe-client.ts',
    original: '[]',
    within: 'addresses ?? []',
    why: 'the same: where there are no addresses there is an error, which is looked at first',
  },
  {
    file: 'src/followers/send/safe-client.ts',
    original: "['error', 'close']",
    replacement: '[]',
    why: 'the same: an answer that breaks off closes its request, and that ends the wait as well',
  },
];

/** Why this mutant may live, or undefined. */
export function reasonFor(
  { file, original, around, replacement }: Mutant,
  known: readonly Reason[] = knownSurvivors,
): string | undefined {
  return known.find(
    (reason) =>
      reason.file === file &&
      original.startsWith(reason.original) &&
      around.includes(reason.within ?? '') &&
      (reason.replacement ?? replacement) === replacement,
  )?.why;
}
