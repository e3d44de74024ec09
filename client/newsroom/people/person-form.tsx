import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { FeedRow } from '../api/answers.ts';
import { faultsUnder } from '../fields/faults.ts';
import { useApi, useSay } from '../parts/contexts.ts';
import { usePerson } from '../parts/person-context.ts';
import { FormActions } from '../forms/form-actions.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useAction } from '../parts/use-action.ts';
import { GrantFields } from './grant-fields.tsx';
import { grantOf, textOfGrant } from './grant-text.ts';
import { changePerson, type Colleague } from './people-calls.ts';

interface Props {
  readonly person: Colleague;
  readonly isLastAdmin: boolean;
  readonly feeds: readonly FeedRow[];
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

const pointers = ['/name', '/email', '/role', '/feeds'];

/** Changes a colleague's name and roles. */
export function PersonForm({ person, isLastAdmin, feeds, onChanged, onClose }: Props) {
  const { call } = useApi();
  const say = useSay();
  const action = useAction();
  const [name, setName] = useState(person.name);
  const [email, setEmail] = useState(person.email ?? '');
  const [grant, setGrant] = useState(() => textOfGrant(person));
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const isSelf = usePerson().id === person.id;
  const losesPeople = isSelf && person.role === 'admin' && grant.role !== 'admin';

  const save = (): void =>
    void action.run(async () => {
      await changePerson(call, person.id, {
        ...(name.trim() !== person.name && { name: name.trim() }),
        ...(email.trim() !== (person.email ?? '') && { email: email.trim() || null }),
        ...grantOf(grant),
      });
      say(`${name.trim()} is changed`);
      onChanged();
    }, 'Not changed');

  return (
    <form
      class="nr-form nr-framed"
      aria-label={`Change ${person.name}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <ProblemNote problem={action.problem} shown={pointers} />
      <div class="nr-columns">
        <TextField
          label="Name"
          value={name}
          onValue={setName}
          faults={faultsUnder(action.problem, '/name')}
          fieldRef={field}
          hint="They sign in by it. What was published keeps the byline it had."
        />
        <TextField
          label="Mail"
          value={email}
          onValue={setEmail}
          faults={faultsUnder(action.problem, '/email')}
        />
      </div>
      <GrantFields
        grant={grant}
        change={setGrant}
        rows={feeds}
        problem={action.problem}
        fixed={
          isLastAdmin ? 'The last admin stays one: make somebody else an admin first.' : undefined
        }
      />
      <p class="nr-hint">
        It holds from the next act on, without signing in again.
        {losesPeople && ' You will not see this place any more.'}
      </p>
      <FormActions words="Save" isBusy={action.busy} onClose={onClose} />
    </form>
  );
}
