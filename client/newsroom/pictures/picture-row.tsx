import { isMediaPath } from '../../../src/feed/media-address.ts';
import { ownServer } from '../api/own-server.ts';
import type { PictureFields } from '../fields/picture-fields.ts';
import { TextField } from '../forms/text-field.tsx';
import { Toggle } from '../forms/toggle.tsx';
import { FocusPoint } from './focus-point.tsx';

interface Props {
  readonly picture: PictureFields;
  readonly place: { readonly at: number; readonly of: number };
  readonly isBusy: boolean;
  readonly faultsOf: (field: 'url' | 'alt' | 'caption' | 'credit') => readonly string[];
  readonly onChange: (patch: Partial<PictureFields>) => void;
  /** -1: one place earlier, 1: one later. */
  readonly onMove: (by: -1 | 1) => void;
  readonly onTakeOut: () => void;
  readonly onDrag: (isDragged: boolean) => void;
}

/** One picture of a form, with what is said of it. It is dragged by the picture itself. */
export function PictureRow(props: Props) {
  const { picture, place, isBusy, faultsOf, onChange } = props;
  const field = (
    name: 'url' | 'alt' | 'caption' | 'credit',
    label: string,
    hint?: string,
    type: 'text' | 'url' = 'text',
  ) => (
    <TextField
      label={label}
      hint={hint}
      type={type}
      value={picture[name]}
      onValue={(value) =>
        onChange({ [name]: value, ...(name === 'url' && { size: '', focus: '', color: '' }) })
      }
      faults={faultsOf(name)}
      readOnly={isBusy}
      spellcheck={type === 'text'}
    />
  );
  const isOwn = isMediaPath(picture.url);
  const isOne = place.of === 1;
  return (
    <div class="nr-picture" role="group" aria-label={nameOf(place)}>
      {isOwn && (
        <FocusPoint focus={picture.focus} isBusy={isBusy} onFocus={(focus) => onChange({ focus })}>
          <img
            src={new URL(picture.url.slice(1), ownServer()).href}
            alt=""
            draggable={!isOne}
            onDragStart={({ dataTransfer }) => {
              // Words go along, so that it is taken for no file where it is dropped.
              dataTransfer?.clearData();
              dataTransfer?.setData('text/plain', nameOf(place));
              props.onDrag(true);
            }}
            onDragEnd={() => props.onDrag(false)}
          />
        </FocusPoint>
      )}
      <div class="nr-picture-words">
        {!isOne && <p class="nr-hint">{nameOf(place)}</p>}
        {!isOwn && field('url', 'Picture address', 'Of a picture on another site.', 'url')}
        {!picture.isDecoration &&
          field('alt', 'What the picture shows', 'In words, for people who cannot see it.')}
        <Toggle
          label="Decoration: it shows nothing that has to be said"
          isOn={picture.isDecoration}
          onToggle={(isDecoration) => onChange({ isDecoration })}
        />
        {field('caption', 'Caption')}
        {field('credit', 'Credit')}
        <p class="nr-actions">
          {!isOne && (
            <>
              <button
                type="button"
                data-act="earlier"
                disabled={isBusy || place.at === 0}
                onClick={() => props.onMove(-1)}
              >
                Earlier
              </button>
              <button
                type="button"
                data-act="later"
                disabled={isBusy || place.at === place.of - 1}
                onClick={() => props.onMove(1)}
              >
                Later
              </button>
            </>
          )}
          <button type="button" disabled={isBusy} onClick={props.onTakeOut}>
            Take out the picture
          </button>
        </p>
      </div>
    </div>
  );
}

function nameOf({ at, of }: Props['place']): string {
  if (of === 1) return 'Picture';
  return at === 0 ? `Picture 1 of ${of}, the leading one` : `Picture ${at + 1} of ${of}`;
}
