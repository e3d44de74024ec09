import { useEffect, useState } from 'preact/hooks';
import type { Entry } from '../../../src/feed/item.ts';
import type { DraftItem } from '../api/answers.ts';
import { useApi, useSay } from '../parts/contexts.ts';
import { draftTarget } from './draft-actions.ts';
import { fateOf, fateWords, type Fate } from './fate.ts';
import { plannedFor } from '../fields/embargo.ts';
import type { ItemFields } from '../fields/item-fields.ts';
import { itemTarget } from '../items/item-actions.ts';
import { editSaid } from '../items/item-change-form.tsx';
import { ItemForm } from '../edit/item-form.tsx';
import { keptFor } from '../kept/keeper.ts';
import { dateTimeIn } from '../parts/newsroom-time.ts';
import { useMay } from '../parts/person-context.ts';
import { itemName } from '../parts/item-name.ts';
import { beforeChanging, beforePublishing } from '../parts/questions.ts';

interface Props {
  readonly feed: string;
  readonly zone: string;
  readonly draft: DraftItem;
  /** The draft was published or discarded. */
  readonly isGone: boolean;
  readonly hasEnded: boolean;
  readonly onSaved: () => void;
  /** For who does not publish: the draft was saved, and goes to the queue. */
  readonly onReady?: () => void;
  /** Called when the item that the draft became was changed. */
  readonly onEdited: (entry: Entry) => void;
  readonly onClose: () => void;
}

/**
 * The form of a draft. It stays open when somebody else publishes or discards the draft, and says so. The editor can
 * then continue with an edit of the published item.
 */
export function DraftForm(props: Props) {
  const { feed, zone, draft, isGone, hasEnded, onReady, onClose } = props;
  const api = useApi();
  const say = useSay();
  const publishes = useMay('publish', feed);
  const [fate, setFate] = useState<Fate | undefined>(undefined);
  const [isEdit, setEdit] = useState(false);
  const { id, rev } = draft.item;
  const words = itemName(draft.item);
  const editTarget = itemTarget(api, feed, id, 'edit', props.onEdited);

  const learn = async (): Promise<void> => {
    const found = await fateOf(api, feed, id).catch(() => undefined);
    setFate(found);
    // The form may be out of sight, or longer than the screen; the status line is always visible.
    if (found !== undefined) say(fateWords(found, zone));
  };
  useEffect(() => {
    if (isGone) void learn();
  }, [isGone]);

  const isPlanned = draft.embargo !== undefined;
  const saved = (fields: ItemFields): void => {
    const time = plannedFor(fields, zone);
    if (time !== undefined) say(`Scheduled for ${dateTimeIn(zone, time)}`);
    else say(isPlanned ? 'Saved as a draft, without a time' : 'Draft saved');
    props.onSaved();
  };
  if (isEdit) {
    return (
      <ItemForm
        key="edit"
        about={id}
        title={`Edit: ${words}`}
        target={editTarget}
        saveWords={() => 'Save the edit'}
        ask={beforeChanging}
        currentRev={0}
        onSaved={(after, before) => {
          say(editSaid(before, after));
          props.onSaved();
        }}
        onClose={onClose}
      />
    );
  }
  return (
    <ItemForm
      key="draft"
      about={id}
      title={`Edit the draft: ${words}`}
      target={draftTarget(api, feed, id, zone)}
      {...(publishes && { embargoZone: zone })}
      saveWords={(fields) =>
        onReady === undefined ? saveWords(fields, zone, isPlanned) : 'Save and send to the queue'
      }
      ask={(before, after) => {
        if (after.embargo === '') return null;
        const isAsked = before.embargo !== '' && before.breaking;
        const breaking = after.breaking && !isAsked;
        return beforePublishing({ breaking, hasEnded, isScheduled: true });
      }}
      keepsByKey="save"
      currentRev={rev}
      changedBy={draft.editor}
      onSaved={onReady ?? saved}
      {...(onReady !== undefined && { saveAlone: { words: 'Save draft', onSaved: saved } })}
      onRefused={() => void learn()}
      onClose={onClose}
      gone={
        fate === undefined
          ? undefined
          : {
              words: fateWords(fate, zone),
              isKept: fate.kind !== 'removed',
              goOn:
                fate.kind === 'published'
                  ? { keptAs: keptFor('edit', feed, id), start: () => setEdit(true) }
                  : undefined,
            }
      }
    />
  );
}

function saveWords(fields: ItemFields, zone: string, isPlanned: boolean): string {
  if (fields.embargo === '') return isPlanned ? 'Save draft, without a time' : 'Save draft';
  const time = plannedFor(fields, zone);
  return time === undefined ? 'Schedule' : `Schedule for ${dateTimeIn(zone, time)}`;
}
