import { useRef } from 'preact/hooks';
import type { DraftItem } from '../api/answers.ts';
import type { Composer } from '../compose/use-composer.ts';
import { itemName } from '../parts/item-name.ts';
import { exactTimeIn } from '../parts/newsroom-time.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { usePageKeys } from '../use-page-keys.ts';
import { heldId } from '../parts/held-words.ts';
import { useTakeBack } from './use-take-back.ts';

interface Props {
  readonly feed: string;
  readonly zone: string;
  readonly draft: DraftItem;
  readonly leftSeconds: number;
  /** The key takes the latest back. */
  readonly isLatest: boolean;
  readonly publishes: boolean;
  readonly composer: Composer;
  readonly onChanged: () => void;
}

/** A held post. The seconds are no live region: a screen reader is told once, by the status line. */
export function HeldRow(props: Props) {
  const { feed, zone, draft, leftSeconds, isLatest, publishes, composer, onChanged } = props;
  const { action, takeBack } = useTakeBack(feed, draft, composer, onChanged);
  const button = useRef<HTMLButtonElement>(null);
  const { item, until = '', author } = draft;
  usePageKeys(
    isLatest && publishes
      ? {
          z: () => {
            // While another place is shown, the desk is hidden.
            if (button.current?.closest('[hidden]') === null) takeBack();
          },
        }
      : {},
  );
  return (
    <li class="nr-row">
      <time class="nr-time" dateTime={until} title={exactTimeIn(zone, until)}>
        {leftSeconds} s
      </time>
      <div class="nr-entry">
        <p class="nr-words" lang={item.lang} dir="auto">
          {itemName(item)}
        </p>
        <p class="nr-marks">
          {item.breaking && <strong class="nr-mark-breaking">Breaking</strong>}
          <span>{leftSeconds > 0 ? `Goes out in ${leftSeconds} s` : 'Going out'}</span>
          {author !== undefined && <span>by {author.name}</span>}
        </p>
        {publishes && (
          <p class="nr-row-actions" role="group" aria-label={`Actions: ${itemName(item)}`}>
            <button
              ref={button}
              id={isLatest ? heldId : undefined}
              type="button"
              disabled={action.busy}
              onClick={takeBack}
            >
              Undo
            </button>
            {isLatest && <kbd>Z</kbd>}
          </p>
        )}
        {action.problem !== null && <ProblemNote problem={action.problem} />}
      </div>
    </li>
  );
}
