import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { faultsUnder } from '../fields/faults.ts';
import { ChoiceField } from '../forms/choice-field.tsx';
import { FormActions } from '../forms/form-actions.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useApi, useSay } from '../parts/contexts.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { addWire } from './wire-calls.ts';

interface Props {
  readonly feed: string;
  readonly onAdded: () => void;
  readonly onClose: () => void;
}

const ways = [
  ['queue', 'To the editors, as submitted drafts'],
  ['out', 'Straight out to readers'],
] as const;
const filters = [
  ['words', 'Only with one of these words'],
  ['tags', 'Only with one of these tags'],
  ['authors', 'Only by one of these authors'],
] as const;
const pointers = ['/url', '/everySeconds', ...filters.map(([name]) => `/filter/${name}`)];

/** Adds a wire to a feed. */
export function WireForm({ feed, onAdded, onClose }: Props) {
  const { call } = useApi();
  const say = useSay();
  const action = useAction();
  const [url, setUrl] = useState('');
  const [goes, setGoes] = useState('queue');
  const [seconds, setSeconds] = useState('60');
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);

  const add = (): void =>
    void action.run(async () => {
      const given = filters.map(([name]) => [name, partsOf(chosen[name] ?? '')] as const);
      const filter = Object.fromEntries(given.filter(([, parts]) => parts.length > 0));
      await addWire(call, feed, { url: url.trim(), goes, everySeconds: Number(seconds), filter });
      say('The wire is added');
      onAdded();
    }, 'Nothing was added');
  return (
    <form
      class="nr-form nr-framed"
      aria-label="New wire"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <ProblemNote problem={action.problem} shown={pointers} />
      <TextField
        label="Address of the wire"
        hint="RSS, Atom, JSON Feed, or another form that is imported. What is posted there from now on comes."
        type="url"
        value={url}
        onValue={setUrl}
        faults={faultsUnder(action.problem, '/url')}
        fieldRef={field}
        required
      />
      <ChoiceField label="Its entries go" value={goes} choices={ways} onValue={setGoes} />
      <TextField
        label="Look every so many seconds"
        value={seconds}
        onValue={setSeconds}
        faults={faultsUnder(action.problem, '/everySeconds')}
      />
      {filters.map(([name, label]) => (
        <TextField
          key={name}
          label={label}
          hint="Separated by commas; empty: all."
          value={chosen[name] ?? ''}
          onValue={(value) => setChosen({ ...chosen, [name]: value })}
          faults={faultsUnder(action.problem, `/filter/${name}`)}
        />
      ))}
      <FormActions words="Add the wire" isBusy={action.busy} onClose={onClose} />
    </form>
  );
}

function partsOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
