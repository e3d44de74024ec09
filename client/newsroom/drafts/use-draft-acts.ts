import { useApi, useSay } from '../parts/contexts.ts';
import { useKeeper } from '../kept/use-keeper.ts';
import type { DraftItem } from '../api/answers.ts';
import type { Problem } from '../api/problem.ts';
import { heldWords } from '../parts/held-words.ts';
import { withFate } from './fate.ts';
import { keptFor } from '../kept/keeper.ts';
import { returnOnce, sendToQueue } from '../api/queue-steps.ts';
import { useAction, type Action } from '../parts/use-action.ts';

export interface DraftActs {
  readonly action: Action;
  readonly publish: () => Promise<void>;
  readonly discard: () => Promise<void>;
  readonly unschedule: () => Promise<void>;
  readonly submit: () => Promise<void>;
  /** Throws a Problem: the form of the note shows it. */
  readonly giveBack: (note: string) => Promise<void>;
}

/** The acts on a draft that need no form. When an act comes too late, the status line says so: the row is gone then. */
export function useDraftActs(
  feed: string,
  zone: string,
  draft: DraftItem,
  onChanged: () => void,
): DraftActs {
  const api = useApi();
  const keeper = useKeeper();
  const say = useSay();
  const action = useAction();
  const { id, rev } = draft.item;

  /** `done` is what the status line says then, unless the work says something else. */
  const act = async (
    done: string,
    notDone: string,
    work: () => Promise<unknown>,
  ): Promise<void> => {
    let words = done;
    const carryOut = async (): Promise<void> => {
      try {
        const other = await work();
        if (typeof other === 'string') words = other;
      } catch (thrown) {
        throw await withFate(api, feed, id, zone, thrown);
      }
    };
    const isDone = await action.run(carryOut, ({ title }: Problem) => `${notDone}: ${title}`);
    if (isDone) say(words);
    onChanged();
  };
  return {
    action,
    publish: () =>
      act('Published', 'Not published', async () => {
        const after = await api.changeDraft(feed, id, rev, { draft: false });
        return after.state === 'held' ? heldWords(after) : undefined;
      }),
    discard: () =>
      act('Discarded', 'Not discarded', async () => {
        await api.discardDraft(feed, id, rev);
        keeper.forgetEverywhere(keptFor('draft', feed, id));
      }),
    submit: () =>
      act('Sent to the queue', 'Not sent to the queue', () =>
        sendToQueue(api, feed, id, ['draft', 'returned']),
      ),
    giveBack: async (note) => {
      try {
        await returnOnce(api, feed, draft, note);
      } catch (thrown) {
        throw await withFate(api, feed, id, zone, thrown);
      }
    },
    unschedule: () =>
      act('Kept as a draft, without a time', 'Not unscheduled', () =>
        api.changeDraft(feed, id, rev, { embargo: null }),
      ),
  };
}
