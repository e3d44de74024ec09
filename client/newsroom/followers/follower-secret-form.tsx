import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { faultsUnder } from '../fields/faults.ts';
import { FormActions } from '../forms/form-actions.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useApi, useSay } from '../parts/contexts.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { changeFollower, type Follower } from './follower-calls.ts';
import { followerKinds } from './follower-kinds.ts';

interface Props {
  readonly feed: string;
  readonly follower: Follower;
  readonly onClose: () => void;
}

/** Takes another secret of a follower whose network gives them out. */
export function FollowerSecretForm({ feed, follower, onClose }: Props) {
  const { call } = useApi();
  const say = useSay();
  const action = useAction();
  const [secret, setSecret] = useState('');
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const { label = 'Secret', hint } = followerKinds[follower.kind]?.secret ?? {};

  const change = (): void =>
    void action.run(async () => {
      await changeFollower(call, feed, follower.id, { secret: secret.trim() });
      say('The follower has it');
      onClose();
    }, 'Nothing was changed');
  return (
    <form
      class="nr-form nr-framed"
      aria-label={`${label} for ${follower.target}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        change();
      }}
    >
      <ProblemNote problem={action.problem} shown={['/secret']} />
      <TextField
        label={`${label} for ${follower.target}`}
        hint={hint}
        type="password"
        autoComplete="off"
        value={secret}
        onValue={setSecret}
        faults={faultsUnder(action.problem, '/secret')}
        fieldRef={field}
        required
      />
      <FormActions words="Use it from now on" isBusy={action.busy} onClose={onClose} />
    </form>
  );
}
