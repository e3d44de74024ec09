import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { faultsUnder } from '../fields/faults.ts';
import { ChoiceField } from '../forms/choice-field.tsx';
import { FormActions } from '../forms/form-actions.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useApi, useSay } from '../parts/contexts.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { addFollower } from './follower-calls.ts';
import { followerKinds } from './follower-kinds.ts';

interface Props {
  readonly feed: string;
  readonly onAdded: (secret: string) => void;
  readonly onClose: () => void;
}

const choices = Object.entries(followerKinds).map(([kind, { name }]) => [kind, name] as const);
const pointers = ['/target', '/filter', '/secret'];

/** Adds a follower to a feed. */
export function FollowerForm({ feed, onAdded, onClose }: Props) {
  const { call } = useApi();
  const say = useSay();
  const action = useAction();
  const [kind, setKind] = useState('webhook');
  const [target, setTarget] = useState('');
  const [secret, setSecret] = useState('');
  const [filter, setFilter] = useState('');
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const words = followerKinds[kind];

  const add = (): void =>
    void action.run(async () => {
      const chosen = filter.trim() === '' ? {} : { filter: filter.trim() };
      const brought = words?.secret === undefined ? {} : { secret: secret.trim() };
      const body = { kind, target: target.trim(), ...chosen, ...brought };
      const made = await addFollower(call, feed, body);
      say('The follower is added');
      onAdded(made);
    }, 'Nothing was added');
  return (
    <form
      class="nr-form nr-framed"
      aria-label="New follower"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <ProblemNote problem={action.problem} shown={pointers} />
      <ChoiceField label="Kind" value={kind} choices={choices} onValue={setKind} />
      <TextField
        label={words?.target ?? 'Target'}
        hint={words?.hint}
        type="url"
        value={target}
        onValue={setTarget}
        faults={faultsUnder(action.problem, '/target')}
        fieldRef={field}
        required
      />
      {words?.secret !== undefined && (
        <TextField
          label={words.secret.label}
          hint={words.secret.hint}
          type="password"
          autoComplete="off"
          value={secret}
          onValue={setSecret}
          faults={faultsUnder(action.problem, '/secret')}
          required
        />
      )}
      <TextField
        label="Only these items"
        hint="key, breaking, tag:storm or byline:Ana Ruiz; empty: all."
        value={filter}
        onValue={setFilter}
        faults={faultsUnder(action.problem, '/filter')}
        spellcheck={false}
      />
      <FormActions words="Add the follower" isBusy={action.busy} onClose={onClose} />
    </form>
  );
}
