import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { faultsUnder } from '../fields/faults.ts';
import { ChoiceField } from '../forms/choice-field.tsx';
import { FormActions } from '../forms/form-actions.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useApi, useSay } from '../parts/contexts.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { addUpstream } from './upstream-calls.ts';

interface Props {
  readonly feed: string;
  readonly onAdded: () => void;
  readonly onClose: () => void;
}

const modes = [
  ['drafts', 'Into the queue, for an editor'],
  ['published', 'Straight to readers'],
] as const;
const beginnings = [
  ['now', 'What comes from now on'],
  ['beginning', 'All that is there'],
] as const;
const pointers = ['/url', '/name', '/token'];

/** Follows a feed of another newsroom. */
export function UpstreamForm({ feed, onAdded, onClose }: Props) {
  const { call } = useApi();
  const say = useSay();
  const action = useAction();
  const [url, setUrl] = useState('');
  const [name, setName] = useState('');
  const [token, setToken] = useState('');
  const [mode, setMode] = useState<'drafts' | 'published'>('drafts');
  const [from, setFrom] = useState<'now' | 'beginning'>('now');
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);

  const add = (): void =>
    void action.run(async () => {
      const named = name.trim() === '' ? {} : { name: name.trim() };
      const known = token.trim() === '' ? {} : { token: token.trim() };
      await addUpstream(call, feed, { url: url.trim(), mode, from, ...named, ...known });
      say('The feed is followed');
      onAdded();
    }, 'Not followed');
  return (
    <form
      class="nr-form nr-framed"
      aria-label="Follow a feed"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <ProblemNote problem={action.problem} shown={pointers} />
      <TextField
        label="Address of the feed"
        hint="Of its page, like https://live.example.org/feeds/storm."
        type="url"
        value={url}
        onValue={setUrl}
        faults={faultsUnder(action.problem, '/url')}
        fieldRef={field}
        required
      />
      <TextField
        label="Name of the newsroom"
        hint="Readers see it at each item. Empty: what it calls itself, or its server."
        value={name}
        onValue={setName}
        faults={faultsUnder(action.problem, '/name')}
      />
      <ChoiceField label="Its items go" value={mode} choices={modes} onValue={setMode} />
      <ChoiceField label="Begin with" value={from} choices={beginnings} onValue={setFrom} />
      <TextField
        label="Token"
        hint="If that newsroom has made one for you, under Followers, Another Dateline."
        type="password"
        autoComplete="off"
        value={token}
        onValue={setToken}
        faults={faultsUnder(action.problem, '/token')}
      />
      <FormActions words="Follow it" isBusy={action.busy} onClose={onClose} />
    </form>
  );
}
