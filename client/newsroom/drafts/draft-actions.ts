import type { Api } from '../api/api.ts';
import { Problem } from '../api/problem.ts';
import { withFate } from './fate.ts';
import { embargoFields, embargoOf } from '../fields/embargo.ts';
import { fieldsOf, patchOf, type ItemFields } from '../fields/item-fields.ts';
import { keptFor } from '../kept/keeper.ts';
import type { EditTarget } from '../edit/use-edit.ts';

/** Editing a draft and its embargo, which is a time in the newsroom's zone. */
export function draftTarget(api: Api, feed: string, id: string, zone: string): EditTarget {
  return {
    keptAs: keptFor('draft', feed, id),
    load: async () => {
      const draft = (await api.drafts(feed)).find(({ item }) => item.id === id);
      if (draft === undefined) {
        const gone = new Problem('unknown_item', 'This draft is not there any more', '');
        throw await withFate(api, feed, id, zone, gone);
      }
      const embargo = embargoFields(draft.embargo, zone);
      return {
        rev: draft.item.rev,
        fields: { ...fieldsOf(draft.item, draft.markdown), ...embargo },
      };
    },
    save: async (rev, before, after) => {
      const patch = patchOf(before, after);
      const embargo = hasMoved(before, after) ? { embargo: embargoOf(after, zone) ?? null } : {};
      const change = { ...patch, ...embargo };
      if (Object.keys(change).length === 0) return;
      try {
        await api.changeDraft(feed, id, rev, change);
      } catch (thrown) {
        throw await withFate(api, feed, id, zone, thrown);
      }
    },
  };
}

function hasMoved(before: ItemFields, after: ItemFields): boolean {
  return before.embargo !== after.embargo || before.embargoTurn !== after.embargoTurn;
}
