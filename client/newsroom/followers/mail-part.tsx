import { useCallback, useState } from 'preact/hooks';
import { problemOf } from '../api/problem.ts';
import { faultsUnder } from '../fields/faults.ts';
import { TextField } from '../forms/text-field.tsx';
import { useApi, useSay } from '../parts/contexts.ts';
import { ownTime } from '../parts/own-time.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { countOf } from './follower-words.ts';
import { eraseSubscriber, mailOf, switchMail, type MailState } from './mail-calls.ts';

/** Whether readers may get the feed by mail, and how many do. No address is shown anywhere. */
export function MailPart({ feed }: { readonly feed: string }) {
  const { call } = useApi();
  const say = useSay();
  const action = useAction();
  const state = useAnswer(
    useCallback(async () => {
      try {
        return await mailOf(call, feed);
      } catch (thrown) {
        if (problemOf(thrown).code === 'not_found') return 'not set up' as const;
        throw thrown;
      }
    }, [call, feed]),
  );
  const { answer } = state;
  if (answer === 'not set up') {
    return <p class="nr-hint">Mail is not set up here: the server needs SMTP_URL.</p>;
  }
  const turn = (on: boolean): void =>
    void action.run(async () => {
      await switchMail(call, feed, on);
      say(on ? 'Readers may subscribe by mail' : 'Nobody gets mail of this feed');
      await state.reload();
    }, 'Not done');
  return (
    <section aria-label="Mail to readers">
      {state.problem !== null && (
        <ProblemNote problem={state.problem} onRetry={() => void state.reload()} />
      )}
      {action.problem !== null && <ProblemNote problem={action.problem} />}
      {answer !== null && (
        <>
          <p>{numbersOf(answer)}</p>
          <p class="nr-actions">
            <button type="button" disabled={action.busy} onClick={() => turn(!answer.on)}>
              {answer.on ? 'Send no mail of this feed' : 'Let readers subscribe by mail'}
            </button>
            <button type="button" onClick={() => void state.reload()}>
              Count again
            </button>
          </p>
          <EraseForm onErased={() => void state.reload()} />
        </>
      )}
    </section>
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
