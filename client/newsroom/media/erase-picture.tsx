import { useCallback, useId } from 'preact/hooks';
import { ownServer } from '../api/own-server.ts';
import type { UploadedPicture } from '../api/answers.ts';
import { useApi, useSay } from '../parts/contexts.ts';
import { Modal } from '../parts/modal.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { addressOf } from '../places/place.ts';
import { erasePicture, usesOf, type PictureUse } from './media-calls.ts';

interface Props {
  readonly picture: UploadedPicture;
  readonly onErased: () => void;
  readonly onClose: () => void;
}

/** Asks before a picture is erased: says where it is shown, and offers what can be done about that. */
export function ErasePicture({ picture: { id, name }, onErased, onClose }: Props) {
  const { call } = useApi();
  const say = useSay();
  const action = useAction();
  const {
    answer: uses,
    problem,
    reload,
  } = useAnswer(useCallback(() => usesOf(call, id), [call, id]));
  const drafts = (uses ?? []).filter(({ canGo }) => canGo).length;
  const isFree = uses !== null && uses.length === drafts;

  const erase = async (): Promise<void> => {
    const isDone = await action.run(() => erasePicture(call, id, drafts > 0), 'Not erased');
    if (!isDone) return void reload();
    say(`${name} is erased`);
    onErased();
  };
  return (
    <Modal title={`Erase “${name}”?`} onClose={onClose}>
      <p>{wordsFor(uses, drafts)}</p>
      {uses !== null && uses.length > 0 && <Places uses={uses} />}
      <ProblemNote problem={problem ?? action.problem} onRetry={() => void reload()} />
      <p class="nr-actions">
        {isFree && (
          <button
            type="button"
            class="nr-alarm"
            disabled={action.busy}
            onClick={() => void erase()}
          >
            {drafts === 0 ? 'Erase' : `Take it out of ${draftsOf(drafts)}, and erase`}
          </button>
        )}
        <button type="button" onClick={onClose}>
          {isFree ? 'Cancel' : 'Close'}
        </button>
      </p>
    </Modal>
  );
}

function wordsFor(uses: readonly PictureUse[] | null, drafts: number): string {
  if (uses === null) return 'Looking where it is shown…';
  if (uses.length === 0) return 'Nothing shows it. It is gone for good.';
  if (uses.length === drafts) return 'No reader sees it. It is gone for good, from here too:';
  return 'It is shown, and stays. It goes with the last of these that is removed or discarded:';
}

function Places({ uses }: { readonly uses: readonly PictureUse[] }) {
  const hint = useId();
  return (
    <ul class="nr-uses">
      {uses.map(({ feed, item, title, by }) => {
        const isForReaders = by === 'item' || by === 'earlier wording';
        const href = isForReaders
          ? new URL(`feeds/${feed}/items/${item}`, ownServer()).href
          : addressOf({ kind: 'feed', feed });
        return (
          <li key={`${feed}/${item}`}>
            <a href={href} target="_blank" rel="noopener" aria-describedby={`${hint}${item}`}>
              {title || 'An item without a title'}
            </a>{' '}
            <span class="nr-hint" id={`${hint}${item}`}>
              {feed}, {placeWords[by]}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

const placeWords: Readonly<Record<PictureUse['by'], string>> = {
  item: 'published',
  'earlier wording': 'published, in an earlier wording',
  draft: 'a draft',
  'held post': 'held: take it back first',
};

function draftsOf(count: number): string {
  return count === 1 ? '1 draft' : `${count} drafts`;
}
