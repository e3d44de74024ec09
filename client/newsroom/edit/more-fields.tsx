import type { RefObject } from 'preact';
import { useEffect, useImperativeHandle, useRef } from 'preact/hooks';
import type { Problem } from '../api/problem.ts';
import { faultsAt } from '../fields/faults.ts';
import type { ItemFields } from '../fields/item-fields.ts';
import { ChoiceField } from '../forms/choice-field.tsx';
import { directions } from './directions.ts';
import { EmbargoField } from './embargo-field.tsx';
import { NamedFields } from './named-fields.tsx';
import { TextField } from '../forms/text-field.tsx';

interface Props {
  readonly fields: ItemFields;
  readonly change: (patch: Partial<ItemFields>) => void;
  readonly problem: Problem | null;
  readonly isBusy: boolean;
  readonly embargoZone?: string;
  /** Opens the fields at the time of publication. */
  readonly scheduleRef: RefObject<(() => void) | null>;
  /** Makes room for a picture of another site. */
  readonly onPictureAddress: () => void;
}

type MoreField = Exclude<
  keyof ItemFields,
  'headline' | 'body' | 'breaking' | 'key' | 'pictures' | 'audio'
>;

const folded = [
  ['bylines', 'bylines'],
  ['tags', 'tags'],
  ['link', 'link'],
  ['related', 'related links'],
  ['embargo', 'schedule'],
  ['lang', 'language'],
  ['dir', 'direction'],
] as const;

/** Fields that few items need, folded away. They open when one of them has a fault, so that the fault is seen. */
export function MoreFields(props: Props) {
  const { fields, change, problem, isBusy, embargoZone } = props;
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
  const filled = folded.filter(([name]) => fields[name] !== '').map(([, label]) => label);
  const isFaulty = folded.some(([name]) => faultsAt(problem, name).length > 0);
  const fold = useRef<HTMLDetailsElement>(null);
  useImperativeHandle(props.scheduleRef, () => () => {
    if (fold.current === null) return;
    fold.current.open = true;
    fold.current.querySelector<HTMLElement>('.nr-embargo input')?.focus();
  });
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
      <p class="nr-actions">
        <button type="button" disabled={isBusy} onClick={props.onPictureAddress}>
          Picture by its address
        </button>
        <span class="nr-hint">One on another site. Your own are added by the button Picture.</span>
      </p>
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
