import type { ItemFields } from '../fields/item-fields.ts';
import { audioText } from '../fields/audio-fields.ts';
import { picturesText } from '../fields/picture-fields.ts';
import { wordDifferences, type Run } from './word-differences.ts';

interface Props {
  /** Undefined for the first wording. */
  readonly before: ItemFields | undefined;
  readonly after: ItemFields;
}

const shown = [
  ['headline', 'Headline'],
  ['body', 'Text'],
  ['pictures', 'Pictures'],
  ['audio', 'Sound'],
  ['bylines', 'Bylines'],
  ['tags', 'Tags'],
  ['link', 'Link'],
  ['related', 'Related stories'],
] as const;

/** What a wording changed, field by field: as it was, and as it became. */
export function Differences({ before, after }: Props) {
  if (before === undefined) {
    return (
      <>
        {after.headline !== '' && <p class="nr-words">{after.headline}</p>}
        <pre class="nr-wording">{after.body}</pre>
      </>
    );
  }
  const changed = shown.filter(([name]) => textIn(before, name) !== textIn(after, name));
  const marks = (['breaking', 'key'] as const).filter((name) => before[name] !== after[name]);
  return (
    <>
      {changed.map(([name, label]) => {
        const runs = wordDifferences(textIn(before, name), textIn(after, name));
        return (
          <div key={name} class="nr-differences" role="group" aria-label={label}>
            <p class="nr-hint">{label}</p>
            <Side runs={runs} side="before" label="Before" />
            <Side runs={runs} side="after" label="After" />
          </div>
        );
      })}
      {marks.map((name) => (
        <p key={name}>
          {name === 'breaking' ? 'Breaking' : 'Key event'}: {after[name] ? 'set' : 'taken off'}
        </p>
      ))}
      {changed.length + marks.length === 0 && <p class="nr-hint">The words stayed as they were.</p>}
    </>
  );
}

function textIn(fields: ItemFields, name: (typeof shown)[number][0]): string {
  if (name === 'pictures') return picturesText(fields.pictures);
  return name === 'audio' ? audioText(fields.audio) : fields[name];
}

interface SideProps {
  readonly runs: readonly Run[];
  readonly side: 'before' | 'after';
  readonly label: string;
}

function Side({ runs, side, label }: SideProps) {
  const own = runs.filter((run) => run.in === 'both' || run.in === side);
  return (
    <pre class="nr-wording" dir="auto">
      <span class="nr-unseen">{label}: </span>
      {own.length === 0 && <span class="nr-hint">nothing</span>}
      {own.map((run, at) => {
        if (run.in === 'both') return run.text;
        return side === 'before' ? <del key={at}>{run.text}</del> : <ins key={at}>{run.text}</ins>;
      })}
    </pre>
  );
}
