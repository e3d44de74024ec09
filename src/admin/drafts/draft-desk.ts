import type { Request, Response } from 'express';
import { Refusal } from '../../feed/refusal.ts';
import type { Draft, DraftContent } from '../../log/draft.ts';
import type { ItemContent } from '../../feed/item.ts';
import type { Log } from '../../log/log.ts';
import { withoutNulls } from '../../log/without-nulls.ts';
import { changeAnswer, draftAnswer } from '../answers.ts';
import { draftChange, patchOf } from '../input/item-input.ts';
import { parseInput } from '../input/parse-input.ts';
import { idempotencyKeyOf, revisionOf } from '../preconditions.ts';
import type { Publisher } from '../publisher.ts';

/** Changes, schedules and publishes drafts and embargoed items. */
export class DraftDesk {
  constructor(
    private readonly log: Log,
    private readonly publisher: Publisher,
  ) {}

  async change(feed: string, draft: Draft, request: Request, response: Response) {
    const rev = revisionOf(request);
    const {
      embargo,
      draft: staysDraft,
      kind: _,
      ...fields
    } = parseInput(draftChange, request.body);
    if (staysDraft === false && embargo !== undefined && embargo !== null) {
      throw new Refusal('invalid_input', 'Publish it now or at a time.', [
        { pointer: '/embargo', detail: 'cannot go with draft: false; leave one of them out' },
      ]);
    }
    const next = changed(draft, patchOf(fields), embargo);
    const isChanged =
      Object.keys(fields).length > 0 || embargo !== undefined || staysDraft === true;
    const key = idempotencyKeyOf(request);
    if (staysDraft === false) {
      const release = isChanged ? { rev, content: next, key } : { rev, key };
      return changeAnswer(await this.publisher.releaseDraft(feed, draft.id, release), response);
    }
    const kept = isChanged
      ? await this.log.changeDraft(feed, draft.id, rev, next, key)
      : { ...draft, rev };
    return draftAnswer(kept, response);
  }
}

function changed(
  draft: Draft,
  patch: ReturnType<typeof patchOf>,
  embargo: string | null | undefined,
): DraftContent {
  const { markdown = draft.markdown, ...fields } = patch;
  const content = withoutNulls({ ...draft.content, ...fields }) as ItemContent;
  if (content.headline === undefined && content.body.length === 0 && content.image === undefined) {
    throw new Refusal('invalid_input', 'A draft needs a headline, a body or an image.', [
      { pointer: '', detail: 'would leave nothing; discard the draft instead' },
    ]);
  }
  const time = embargo === undefined ? draft.embargo : (embargo ?? undefined);
  return time === undefined ? { content, markdown } : { content, markdown, embargo: time };
}
