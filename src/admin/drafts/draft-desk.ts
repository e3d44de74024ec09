import type { z } from 'zod';
import type { Actor } from '../../log/log.ts';
import { Refusal } from '../../feed/refusal.ts';
import type { Draft, DraftContent } from '../../log/draft.ts';
import type { IdempotencyKey, Log, Published } from '../../log/log.ts';
import { patched, saysNothing } from '../../log/patched.ts';
import { patchOf, type draftChange } from '../input/item-input.ts';
import type { Publisher } from '../publisher.ts';

/** A change of a draft, as an editor sends it. */
export type DraftChange = z.output<typeof draftChange>;

/** The result of a change: still a draft, or published. */
export type Changed =
  | { readonly kind: 'kept'; readonly draft: Draft }
  | { readonly kind: 'published'; readonly published: Published };

/** Changes, schedules and publishes drafts and embargoed items. */
export class DraftDesk {
  constructor(
    private readonly log: Log,
    private readonly publisher: Publisher,
  ) {}

  /** Changes a draft. `rev` is the revision that the editor has seen; the log refuses a change of another one. */
  async change(
    feed: string,
    draft: Draft,
    rev: number,
    { embargo, draft: staysDraft, kind: _, ...fields }: DraftChange,
    key?: IdempotencyKey,
    by?: Actor,
  ): Promise<Changed> {
    if (staysDraft === false && embargo !== undefined && embargo !== null) {
      throw new Refusal('invalid_input', 'Publish it now or at a time.', [
        { pointer: '/embargo', detail: 'cannot go with draft: false; leave one of them out' },
      ]);
    }
    const next = changed(draft, patchOf(fields), embargo);
    const isChanged =
      Object.keys(fields).length > 0 || embargo !== undefined || staysDraft === true;
    if (staysDraft === false) {
      const release = isChanged ? { rev, content: next, key, by } : { rev, key, by };
      const published = await this.publisher.releaseDraft(feed, draft.id, release);
      return { kind: 'published', published };
    }
    const kept = isChanged
      ? await this.log.changeDraft(feed, draft.id, rev, next, key, by)
      : { ...draft, rev };
    return { kind: 'kept', draft: kept };
  }
}

function changed(
  draft: Draft,
  patch: ReturnType<typeof patchOf>,
  embargo: string | null | undefined,
): DraftContent {
  const { markdown = draft.markdown } = patch;
  const content = patched(draft.content, patch);
  if (saysNothing(content)) {
    throw new Refusal(
      'invalid_input',
      'A draft needs a headline, a body or an image that is described.',
      [{ pointer: '', detail: 'would leave nothing; discard the draft instead' }],
    );
  }
  const time = embargo === undefined ? draft.embargo : (embargo ?? undefined);
  return time === undefined ? { content, markdown } : { content, markdown, embargo: time };
}
