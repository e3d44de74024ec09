import { useEffect, useRef } from 'preact/hooks';
import type { Problem } from './api/problem.ts';
import { faultsAt } from './fields/faults.ts';
import type { ItemFields } from './fields/item-fields.ts';
import { TextField } from './text-field.tsx';

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
  ['imageUrl', 'image'],
  ['embargo', 'embargo'],
  ['lang', 'language'],
] as const;

/** The fields few items need. They open when one of them is faulty: a fault nobody sees is not said. */
export function MoreFields({ fields, change, problem, isBusy, embargoZone }: Props) {
  const field = (name: MoreField, label: string, hint?: string, type?: 'url') => (
    <TextField
      label={label}
      hint={hint}
      type={type}
      value={fields[name]}
      onValue={(value) => change({ [name]: value })}
      faults={faultsAt(problem, name)}
      readOnly={isBusy}
    />
  );
  const filled = folded.filter(([name]) => fields[name] !== '').map(([, label]) => label);
  const places: readonly MoreField[] = [
    ...folded.map(([name]) => name),
    'imageAlt',
    'imageCaption',
    'imageCredit',
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
            : `bylines, tags, link, image, ${embargoZone === undefined ? '' : 'embargo, '}language`}
        </span>
      </summary>
      <div class="nr-columns">
        {field('bylines', 'Bylines', 'Parted by commas.')}
        {field('tags', 'Tags', 'Parted by commas.')}
        {field('link', 'Link to the full story', undefined, 'url')}
        {field('lang', 'Language', 'As in en or pt-BR. Empty: the feed’s own.')}
        <TextField
          label="Image address"
          type="url"
          value={fields.imageUrl}
          onValue={(imageUrl) => change({ imageUrl, imageSize: '' })}
          faults={faultsAt(problem, 'imageUrl')}
          readOnly={isBusy}
        />
        {field('imageAlt', 'What the image shows', 'Read out to who cannot see it.')}
        {field('imageCaption', 'Image caption')}
        {field('imageCredit', 'Image credit')}
        {embargoZone !== undefined && (
          <TextField
            label={`Embargo, ${embargoZone} time`}
            hint="Not before this time. Empty: at once."
            type="datetime-local"
            value={fields.embargo}
            onValue={(embargo) => change({ embargo })}
            faults={faultsAt(problem, 'embargo')}
            readOnly={isBusy}
          />
        )}
      </div>
    </details>
  );
}
