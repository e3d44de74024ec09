import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../api/problem.ts';
import { faultsAt, faultsOfPicture } from '../fields/faults.ts';
import { isEmptyPicture, type PictureFields } from '../fields/picture-fields.ts';
import { useSay } from '../parts/contexts.ts';
import { moved } from './moved.ts';
import { PictureRow } from './picture-row.tsx';

interface Props {
  readonly pictures: readonly PictureFields[];
  readonly onPictures: (pictures: readonly PictureFields[]) => void;
  readonly problem: Problem | null;
  readonly isBusy: boolean;
  /** The place of a picture that was just added: its first field gets the focus. Another object, another time. */
  readonly added: { readonly at: number } | undefined;
}

/** What gets the focus once the list shows its new state. */
type Focus = { readonly row: number; readonly on: 'words' | 'earlier' | 'later' } | 'way back';

/** The pictures of a form, the leading one first: what is said of each, their order, and a way back for one that was taken out. */
export function PictureList({ pictures, onPictures, problem, isBusy, added }: Props) {
  const say = useSay();
  const list = useRef<HTMLFieldSetElement>(null);
  const [focus, setFocus] = useState<Focus | undefined>(undefined);
  const [gone, setGone] = useState<{ picture: PictureFields; at: number } | undefined>(undefined);
  const dragged = useRef<number | undefined>(undefined);

  useEffect(() => {
    if (added !== undefined) setFocus({ row: added.at, on: 'words' });
  }, [added]);
  useLayoutEffect(() => {
    if (focus !== undefined) list.current?.querySelector<HTMLElement>(selectorOf(focus))?.focus();
  }, [focus]);

  const move = (from: number, to: number, on?: 'earlier' | 'later'): void => {
    onPictures(moved(pictures, from, to));
    say(`Picture ${to + 1} of ${pictures.length} now`);
    // At an end of the list one of the two buttons is off.
    const isLast = to === pictures.length - 1;
    if (on !== undefined) setFocus({ row: to, on: to === 0 ? 'later' : isLast ? 'earlier' : on });
  };
  const takeOut = (at: number): void => {
    const picture = pictures[at];
    if (picture === undefined) return;
    onPictures(pictures.toSpliced(at, 1));
    setGone(isEmptyPicture(picture) ? undefined : { picture, at });
    setFocus(isEmptyPicture(picture) ? { row: Math.max(0, at - 1), on: 'words' } : 'way back');
    say('The picture is taken out');
  };
  const putBack = (): void => {
    if (gone === undefined) return;
    onPictures(pictures.toSpliced(gone.at, 0, gone.picture));
    setGone(undefined);
    setFocus({ row: Math.min(gone.at, pictures.length), on: 'words' });
    say('The picture is back');
  };
  // Empty places are not sent: the server counts without them.
  const sentAt = (at: number) => pictures.slice(0, at).filter((one) => !isEmptyPicture(one)).length;
  const ofAll = faultsAt(problem, 'pictures').length > 0 ? faultsOfAll(problem) : [];

  if (pictures.length === 0 && gone === undefined) return null;
  return (
    <fieldset ref={list} class="nr-pictures">
      <legend class="nr-unseen">Pictures</legend>
      {ofAll.map((detail) => (
        <p key={detail} class="nr-fault">
          {detail}
        </p>
      ))}
      <ol>
        {pictures.map((picture, at) => (
          <li
            key={at}
            data-row={at}
            onDragOver={(event) => {
              if (dragged.current !== undefined) event.preventDefault();
            }}
            onDrop={(event) => {
              const from = dragged.current;
              if (from === undefined) return;
              event.preventDefault();
              event.stopPropagation();
              if (from !== at) move(from, at);
            }}
          >
            <PictureRow
              picture={picture}
              place={{ at, of: pictures.length }}
              isBusy={isBusy}
              faultsOf={(field) => faultsOfPicture(problem, sentAt(at), field)}
              onChange={(patch) => onPictures(pictures.with(at, { ...picture, ...patch }))}
              onMove={(by) => move(at, at + by, by < 0 ? 'earlier' : 'later')}
              onTakeOut={() => takeOut(at)}
              onDrag={(isDragged) => {
                dragged.current = isDragged ? at : undefined;
              }}
            />
          </li>
        ))}
      </ol>
      {gone !== undefined && (
        <p class="nr-notice">
          The picture is taken out.{' '}
          <button type="button" disabled={isBusy} data-act="back" onClick={putBack}>
            Put it back
          </button>
        </p>
      )}
    </fieldset>
  );
}

function selectorOf(focus: Focus): string {
  if (focus === 'way back') return '[data-act="back"]';
  const row = `[data-row="${focus.row}"]`;
  return focus.on === 'words' ? `${row} input` : `${row} [data-act="${focus.on}"]`;
}

/** What is wrong with the list itself. */
function faultsOfAll(problem: Problem | null): readonly string[] {
  return (problem?.faults ?? [])
    .filter(({ pointer }) => /^\/images?(\/\d+)?$/.test(pointer))
    .map(({ detail }) => `The pictures: ${detail}`);
}
