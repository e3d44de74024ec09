import type { Api } from './api/api.ts';
import { Problem } from './api/problem.ts';
import { embargoOf } from './fields/embargo.ts';
import { fieldsOf, patchOf } from './fields/item-fields.ts';
import { localTimeOf } from './fields/zoned-time.ts';
import { editKeptAs } from './item-actions.ts';
import type { EditTarget } from './use-edit.ts';

/** Editing a draft, its embargo included, told in the newsroom's zone. */
export function draftTarget(api: Api, feed: string, id: string, zone: string): EditTarget {
  return {
    keptAs: editKeptAs(feed, id, 'draft'),
    load: async () => {
      const draft = (await api.drafts(feed)).find(({ item }) => item.id === id);
      if (draft === undefined) {
        throw new Problem(
          'unknown_item',
          'This draft is not there any more',
          'It was published or discarded meanwhile. What you typed is kept in this form.',
        );
      }
      const embargo = draft.embargo === undefined ? '' : localTimeOf(draft.embargo, zone);
      return { rev: draft.item.rev, fields: fieldsOf(draft.item, draft.markdown, embargo) };
    },
    save: async (rev, before, after) => {
      const patch = patchOf(before, after);
      const hasMoved = before.embargo !== after.embargo;
      const embargo = hasMoved ? { embargo: embargoOf(after.embargo, zone) ?? null } : {};
      const change = { ...patch, ...embargo };
      if (Object.keys(change).length > 0) await api.changeDraft(feed, id, rev, change);
    },
  };
}
