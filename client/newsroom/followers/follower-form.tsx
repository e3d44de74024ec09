import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { faultsUnder } from '../fields/faults.ts';
import { FormActions } from '../forms/form-actions.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useApi, useSay } from '../parts/contexts.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { addFollower } from './follower-calls.ts';

interface Props {
  readonly feed: string;
  readonly onAdded: (secret: string) => void;
  readonly onClose: () => void;
}

const pointers = ['/target', '/filter'];

/** Adds a webhook to a feed. */
export function FollowerForm({ feed, onAdded, onClose }: Props) {
  const { call } = useApi();
  const say = useSay();
  const action = useAction();
  const [target, setTarget] = useState('');
  const [filter, setFilter] = useState('');
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);

  const add = (): void =>
    void action.run(async () => {
      const chosen = filter.trim() === '' ? {} : { filter: filter.trim() };
      const body = { kind: 'webhook', target: target.trim(), ...chosen };
      const secret = await addFollower(call, feed, body);
      say('The follower is added');
      onAdded(secret);
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
      <TextField
        label="Address of your receiver"
        hint="It gets each change from now on as a signed POST (Standard Webhooks)."
        type="url"
        value={target}
        onValue={setTarget}
        faults={faultsUnder(action.problem, '/target')}
        fieldRef={field}
        required
      />
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
