import { useEffect, useRef } from 'preact/hooks';
import type { Problem } from '../api/problem.ts';
import { faultsAt } from '../fields/faults.ts';
import type { ItemFields } from '../fields/item-fields.ts';
import { ChoiceField } from '../forms/choice-field.tsx';
import { directions } from './directions.ts';
import { PictureWords, pictureWords } from '../pictures/picture-words.tsx';
import { isUploaded } from '../pictures/is-uploaded.ts';
import { EmbargoField } from './embargo-field.tsx';
import { NamedFields } from './named-fields.tsx';
import { TextField } from '../forms/text-field.tsx';

interface Props {
  readonly fields: ItemFields;
  readonly change: (patch: Partial<ItemFields>) => void;
  readonly problem: Problem | null;
  readonly isBusy: boolean;
  readonly embargoZone?: string;
}

type MoreField = Exclude<keyof ItemFields, 'headline' | 'body' | 'breaking' | 'key'>;

const folded = [
  ['bylines', 'bylines'],
  ['tags', 'tags'],
  ['link', 'link'],
  ['related', 'related links'],
  ['imageUrl', 'picture address'],
  ['embargo', 'schedule'],
  ['lang', 'language'],
  ['dir', 'direction'],
] as const;

/** Fields that few items need, folded away. They open when one of them has a fault, so that the fault is seen. */
export function MoreFields({ fields, change, problem, isBusy, embargoZone }: Props) {
  const field = (name: MoreField, label: string, hint?: string, type?: 'url', rows?: number) => (
    <TextField
      label={label}
      hint={hint}
      type={type}
      rows={rows}
      value={fields[name]}
      onValue={(value) => change({ [name]: value })}
      faults={faultsAt(problem, name)}
      readOnly={isBusy}
    />
  );
  const shows = isUploaded(fields.imageUrl);
  const filled = folded
    .filter(([name]) => fields[name] !== '' && !(name === 'imageUrl' && shows))
    .map(([, label]) => label);
  const places: readonly MoreField[] = [
    ...folded.map(([name]) => name),
    ...(shows ? [] : pictureWords),
  ];
  const isFaulty = places.some((name) => faultsAt(problem, name).length > 0);
  const fold = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (isFaulty && fold.current !== null) fold.current.open = true;
  }, [isFaulty]);

  return (
    <details ref={fold} class="nr-more">
      <summary>
        More fields
        <span class="nr-hint">
          {filled.length > 0
            ? `set: ${filled.join(', ')}`
            : `bylines, tags, link, picture address, ${embargoZone === undefined ? '' : 'schedule, '}language`}
        </span>
      </summary>
      <div class="nr-columns">
        {embargoZone !== undefined && (
          <EmbargoField
            fields={fields}
            change={change}
            zone={embargoZone}
            faults={faultsAt(problem, 'embargo')}
            isBusy={isBusy}
          />
        )}
        <NamedFields fields={fields} change={change} problem={problem} isBusy={isBusy} />
        {field('link', 'Link to the full story', undefined, 'url')}
        {field(
          'related',
          'Related stories',
          'One a line: title | address. At most five.',
          undefined,
          2,
        )}
      </div>
      {!shows && (
        <div class="nr-columns">
          <TextField
            label="Picture address"
            hint="Of a picture on another site. One of your own is added by the button Picture."
            type="url"
            value={fields.imageUrl}
            onValue={(imageUrl) => change({ imageUrl, imageSize: '' })}
            faults={faultsAt(problem, 'imageUrl')}
            readOnly={isBusy}
          />
          <PictureWords fields={fields} change={change} problem={problem} isBusy={isBusy} />
        </div>
      )}
      <div class="nr-columns">
        {field('lang', 'Language', 'For example en or pt-BR. Empty: the feed’s language.')}
        <ChoiceField
          label="Direction of the text"
          value={fields.dir}
          choices={directions}
          onValue={(dir) => change({ dir })}
          faults={faultsAt(problem, 'dir')}
          isBusy={isBusy}
        />
      </div>
    </details>
  );
}
