import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { FeedRow } from '../../api/answers.ts';
import { faultsUnder } from '../../fields/faults.ts';
import { ChoiceField } from '../../forms/choice-field.tsx';
import { FormActions } from '../../forms/form-actions.tsx';
import { TextField } from '../../forms/text-field.tsx';
import { Toggle } from '../../forms/toggle.tsx';
import { useApi, useSay } from '../../parts/contexts.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { ShownOnce } from '../../parts/shown-once.tsx';
import { useAction } from '../../parts/use-action.ts';
import { makeHook, type HookKind, type HookRole, type MadeHook } from './hook-calls.ts';
import { namesIn } from './names-text.ts';

interface Props {
  readonly feeds: readonly FeedRow[];
  readonly onMade: () => void;
  readonly onClose: () => void;
}

const pointers = ['/name', '/feed', '/role', '/chat', '/secret', '/names'];
const kinds = [
  ['slack', 'Slack'],
  ['telegram', 'Telegram'],
] as const;
const roles: readonly (readonly [HookRole, string])[] = [
  ['reporter', 'Drafts in the queue'],
  ['editor', 'Published at once'],
];
const chatHints: Readonly<Record<HookKind, string>> = {
  slack: 'The channel’s id, like C024BE91L: at the foot of its details in Slack.',
  telegram: 'The chat’s id, like -1001234567890, or @name of a public channel.',
};

/** Lets a chat write into a feed. */
export function HookForm({ feeds, onMade, onClose }: Props) {
  const { call } = useApi();
  const say = useSay();
  const action = useAction();
  const [kind, setKind] = useState<HookKind>('slack');
  const [name, setName] = useState('');
  const [feed, setFeed] = useState(feeds[0]?.feed ?? '');
  const [role, setRole] = useState<HookRole>('reporter');
  const [chat, setChat] = useState('');
  const [secret, setSecret] = useState('');
  const [names, setNames] = useState('');
  const [ownNames, setOwnNames] = useState(false);
  const [made, setMade] = useState<MadeHook | null>(null);
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);

  if (made !== null) return <ToldOnce made={made} onClose={onClose} />;
  const faults = (pointer: string) => faultsUnder(action.problem, pointer);
  const make = (): void =>
    void action.run(async () => {
      const asked = { kind, name: name.trim(), feed, role, chat: chat.trim() };
      const own = kind === 'slack' ? { secret: secret.trim() } : { ownNames };
      setMade(await makeHook(call, { ...asked, names: namesIn(names), ...own }));
      say('The chat is let in');
      onMade();
    }, 'No chat was let in');
  return (
    <form
      class="nr-form nr-framed"
      aria-label="New chat"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        make();
      }}
    >
      <ProblemNote problem={action.problem} shown={pointers} />
      <div class="nr-columns">
        <TextField
          label="Name of the chat"
          hint="The audit tells what came from it by this name."
          value={name}
          onValue={setName}
          faults={faults('/name')}
          fieldRef={field}
          required
        />
        <ChoiceField label="Comes from" value={kind} choices={kinds} onValue={setKind} />
        <ChoiceField
          label="Into the feed"
          value={feed}
          choices={feeds.map((row) => [row.feed, row.info.title] as const)}
          onValue={setFeed}
          faults={faults('/feed')}
        />
        <ChoiceField
          label="Messages become"
          value={role}
          choices={roles}
          onValue={setRole}
          faults={faults('/role')}
        />
        <TextField
          label="Channel or chat"
          hint={chatHints[kind]}
          value={chat}
          onValue={setChat}
          faults={faults('/chat')}
          spellcheck={false}
          required
        />
        {kind === 'slack' && (
          <TextField
            label="Signing secret"
            hint="Of your Slack app, under Basic Information. Nobody is shown it again."
            type="password"
            value={secret}
            onValue={setSecret}
            faults={faults('/secret')}
            required
          />
        )}
      </div>
      <TextField
        label="Bylines of senders"
        hint="A sender’s id and the byline in each line: U024BE7LH Ana Ruiz. Others have none."
        rows={3}
        value={names}
        onValue={setNames}
        faults={faults('/names')}
        spellcheck={false}
      />
      {kind === 'telegram' && (
        <p>
          <Toggle
            label="Others have the name that they have in the chat"
            isOn={ownNames}
            onToggle={setOwnNames}
          />
        </p>
      )}
      <FormActions words="Let the chat in" isBusy={action.busy} onClose={onClose} />
    </form>
  );
}

function ToldOnce({ made: { url, secret }, onClose }: Pick<Props, 'onClose'> & { made: MadeHook }) {
  if (secret === undefined) {
    return (
      <ShownOnce
        label="The Request URL for Slack"
        secret={url}
        hint="Shown this once. In your Slack app, under Event Subscriptions; then subscribe to message.channels."
        onClose={onClose}
      />
    );
  }
  const query = new URLSearchParams({ url, secret_token: secret });
  return (
    <ShownOnce
      label="The address that connects your bot"
      secret={`https://api.telegram.org/bot<TOKEN>/setWebhook?${query}`}
      hint="Shown this once. Open it with your bot’s token in place of <TOKEN>."
      onClose={onClose}
    />
  );
}
