import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { FeedRow } from '../api/answers.ts';
import { faultsUnder } from '../fields/faults.ts';
import { useApi, useSay } from '../parts/contexts.ts';
import { FormActions } from '../forms/form-actions.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { ShownOnce } from '../parts/shown-once.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useAction } from '../parts/use-action.ts';
import { GrantFields } from './grant-fields.tsx';
import { firstGrant, grantOf } from './grant-text.ts';
import { invite } from './people-calls.ts';

interface Props {
  readonly feeds: readonly FeedRow[];
  readonly onInvited: () => void;
  readonly onClose: () => void;
}

const pointers = ['/email', '/role', '/feeds'];

/** Makes a link that makes one person. */
export function InviteForm({ feeds, onInvited, onClose }: Props) {
  const { call } = useApi();
  const say = useSay();
  const action = useAction();
  const [email, setEmail] = useState('');
  const [grant, setGrant] = useState(firstGrant);
  const [link, setLink] = useState<string | null>(null);
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);

  if (link !== null) {
    return (
      <ShownOnce
        label="The link for the person you invite"
        secret={link}
        hint="Shown this once. It makes one account, and is good for a week. Send it to that person alone."
        onClose={onClose}
      />
    );
  }
  return (
    <form
      class="nr-form nr-framed"
      aria-label="Invite"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void action.run(async () => {
          setLink(await invite(call, { ...grantOf(grant), email: email.trim() }));
          say('The link is made');
          onInvited();
        }, 'Not invited');
      }}
    >
      <ProblemNote problem={action.problem} shown={pointers} />
      <TextField
        label="Mail"
        hint="If you like, to tell invitations apart. Nothing is sent: you send the link yourself."
        value={email}
        onValue={setEmail}
        faults={faultsUnder(action.problem, '/email')}
        fieldRef={field}
      />
      <GrantFields grant={grant} change={setGrant} rows={feeds} problem={action.problem} />
      <FormActions words="Make the link" isBusy={action.busy} onClose={onClose} />
    </form>
  );
}
