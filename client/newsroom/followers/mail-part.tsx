import { useState } from 'preact/hooks';
import { faultsUnder } from '../fields/faults.ts';
import { TextField } from '../forms/text-field.tsx';
import { useApi, useSay } from '../parts/contexts.ts';
import { ownTime } from '../parts/own-time.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { countOf } from './follower-words.ts';
import { eraseSubscriber, mailOf, switchMail, type MailState } from './mail-calls.ts';
import { OfferedPart, type OfferedWords } from './offered-part.tsx';

const words: OfferedWords = {
  label: 'Mail to readers',
  notSetUp: 'Mail is not set up here: the server needs SMTP_URL.',
  turnOn: 'Let readers subscribe by mail',
  turnOff: 'Send no mail of this feed',
  isOn: 'Readers may subscribe by mail',
  isOff: 'Nobody gets mail of this feed',
};

/** Whether readers may get the feed by mail, and how many do. No address is shown anywhere. */
export function MailPart({ feed }: { readonly feed: string }) {
  return (
    <OfferedPart
      feed={feed}
      words={words}
      read={mailOf}
      turn={switchMail}
      numbersOf={numbersOf}
      more={(reload) => <EraseForm onErased={reload} />}
    />
  );
}

/** Forgets an address when its owner asks for it. */
function EraseForm({ onErased }: { readonly onErased: () => void }) {
  const { call } = useApi();
  const say = useSay();
  const action = useAction();
  const [address, setAddress] = useState('');
  const erase = (): void =>
    void action.run(async () => {
      const erased = await eraseSubscriber(call, address.trim());
      say(erased ? 'The address is forgotten' : 'There was nothing of this address');
      setAddress('');
      onErased();
    }, 'Nothing was forgotten');
  return (
    <form
      class="nr-form"
      aria-label="Forget an address"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        erase();
      }}
    >
      <ProblemNote problem={action.problem} shown={['/address']} />
      <TextField
        label="Address to forget"
        hint="In all feeds, with everything that waits for it."
        value={address}
        onValue={setAddress}
        faults={faultsUnder(action.problem, '/address')}
        autoComplete="off"
        spellcheck={false}
      />
      <p class="nr-actions">
        <button class="nr-alarm" disabled={action.busy}>
          Forget this address
        </button>
      </p>
    </form>
  );
}

function numbersOf(state: MailState): string {
  const { on, breaking, daily, pending, waiting, oldestAt, refused } = state;
  const sentences = [
    on ? 'Readers may subscribe.' : 'Nobody may subscribe, and nothing is sent.',
    `${countOf(breaking, 'reader gets', 'readers get')} breaking news, ${daily} the daily digest.`,
    ...(pending > 0 ? [`${countOf(pending, 'has', 'have')} not confirmed yet.`] : []),
    ...(waiting > 0
      ? [`${countOf(waiting, 'mail waits', 'mails wait')}, since ${ownTime(oldestAt)}.`]
      : []),
    ...(refused > 0 ? [`${countOf(refused, 'mail was', 'mails were')} refused this week.`] : []),
  ];
  return sentences.join(' ');
}
