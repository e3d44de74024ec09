import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { FeedRow } from '../../api/answers.ts';
import { faultsUnder } from '../../fields/faults.ts';
import { ChoiceField } from '../../forms/choice-field.tsx';
import { useApi, useSay } from '../../parts/contexts.ts';
import { FormActions } from '../../forms/form-actions.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { ShownOnce } from '../../parts/shown-once.tsx';
import { TextField } from '../../forms/text-field.tsx';
import { useAction } from '../../parts/use-action.ts';
import { GrantFields } from '../grant-fields.tsx';
import { firstGrant, grantOf } from '../grant-text.ts';
import { makeToken } from './token-calls.ts';

interface Props {
  readonly feeds: readonly FeedRow[];
  readonly onMade: () => void;
  readonly onClose: () => void;
}

const pointers = ['/name', '/role', '/feeds', '/expires'];
const lives = [
  ['30', 'In 30 days'],
  ['90', 'In 90 days'],
  ['365', 'In a year'],
  ['never', 'Never: until somebody ends it'],
] as const;
type Life = (typeof lives)[number][0];

/** Makes a token for a program. */
export function TokenForm({ feeds, onMade, onClose }: Props) {
  const { call } = useApi();
  const say = useSay();
  const action = useAction();
  const [name, setName] = useState('');
  const [life, setLife] = useState<Life>('90');
  const [grant, setGrant] = useState(firstGrant);
  const [secret, setSecret] = useState<string | null>(null);
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);

  if (secret !== null) {
    return (
      <ShownOnce
        label={`The token “${name.trim()}”`}
        secret={secret}
        hint="Shown this once. Whoever has it may do what its role allows. Lost means: make another."
        onClose={onClose}
      />
    );
  }
  const make = (): void =>
    void action.run(async () => {
      const asked = { ...grantOf(grant), name: name.trim(), expires: endOf(life) };
      setSecret(await makeToken(call, asked));
      say('The token is made');
      onMade();
    }, 'No token was made');
  return (
    <form
      class="nr-form nr-framed"
      aria-label="New token"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        make();
      }}
    >
      <ProblemNote problem={action.problem} shown={pointers} />
      <div class="nr-columns">
        <TextField
          label="Name"
          hint="Of the program. The audit tells what it did by this name."
          value={name}
          onValue={setName}
          faults={faultsUnder(action.problem, '/name')}
          fieldRef={field}
          required
        />
        <ChoiceField
          label="Ends"
          value={life}
          choices={lives}
          onValue={setLife}
          faults={faultsUnder(action.problem, '/expires')}
        />
      </div>
      <GrantFields grant={grant} change={setGrant} rows={feeds} problem={action.problem} />
      <FormActions words="Make the token" isBusy={action.busy} onClose={onClose} />
    </form>
  );
}

function endOf(life: Life): string | undefined {
  if (life === 'never') return undefined;
  return new Date(Date.now() + Number(life) * 86_400_000).toISOString();
}
