import type { DraftItem } from '../api/answers.ts';
import { takeBack as takeBackOnce } from '../api/queue-steps.ts';
import type { Composer } from '../compose/use-composer.ts';
import { fieldsOf, isBlank } from '../fields/item-fields.ts';
import { keptFor } from '../kept/keeper.ts';
import { freshId } from '../kept/tab.ts';
import { useKeeper } from '../kept/use-keeper.ts';
import { useApi, useSay } from '../parts/contexts.ts';
import { usePerson } from '../parts/person-context.ts';
import { useAction, type Action } from '../parts/use-action.ts';

/** Takes a held post back: one's own into the composer when that is empty, any other stays as a draft. */
export function useTakeBack(
  feed: string,
  { item: { id }, author }: DraftItem,
  composer: Composer,
  onChanged: () => void,
): { readonly action: Action; readonly takeBack: () => void } {
  const api = useApi();
  const keeper = useKeeper();
  const say = useSay();
  const me = usePerson();
  const action = useAction();
  const isMine = (author?.id ?? author?.name) === me.id;

  const work = async (): Promise<void> => {
    const draft = await takeBackOnce(api, feed, id);
    if (!isMine || !isBlank(composer.fields)) {
      say('Taken back: it is a draft');
      return;
    }
    const text = { fields: fieldsOf(draft.item, draft.markdown), key: freshId() };
    // On the device first, and then off the server: it is always in one of the two.
    keeper.keep(keptFor('composer', feed), text);
    composer.goOnWith(text);
    const isGone = await api.discardDraft(feed, id, draft.item.rev).then(
      () => true,
      () => false,
    );
    say(
      isGone
        ? 'Taken back into the composer'
        : 'Taken back into the composer; a copy is among the drafts',
    );
  };
  const takeBack = async (): Promise<void> => {
    await action.run(work, ({ title }) => `Not taken back: ${title}`);
    onChanged();
  };
  return { action, takeBack: () => void takeBack() };
}
