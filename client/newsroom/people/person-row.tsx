import { useRef, useState } from 'preact/hooks';
import type { FeedRow } from '../api/answers.ts';
import { Ask } from '../parts/ask.tsx';
import { useApi, useSay } from '../parts/contexts.ts';
import { ownTime } from '../parts/own-time.ts';
import { usePerson } from '../parts/person-context.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { removePerson, type Colleague } from './people-calls.ts';
import { ErasePerson } from './erase-person.tsx';
import { deviceWords, LostDevices } from './lost-devices.tsx';
import { PersonForm } from './person-form.tsx';
import { grantWords } from './role-words.ts';

interface Props {
  readonly person: Colleague;
  readonly isLastAdmin: boolean;
  readonly feeds: readonly FeedRow[];
  readonly onChanged: () => void;
}

/** A colleague: what they may, when they were here last, and what can be done about it. */
export function PersonRow({ person, isLastAdmin, feeds, onChanged }: Props) {
  const { call } = useApi();
  const say = useSay();
  const removing = useAction();
  const [open, setOpen] = useState<'form' | 'remove' | 'erase' | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const { id, name, email, seenAt } = person;
  const isSelf = usePerson().id === id;

  const close = (): void => {
    setOpen(null);
    opener.current?.focus();
  };
  const remove = (): void => {
    setOpen(null);
    void removing.run(async () => {
      await removePerson(call, id);
      say(`${name} is removed`);
      onChanged();
    }, 'Not removed');
  };
  return (
    <li>
      <div class="nr-table-row">
        <p class="nr-table-name">
          <strong>{name}</strong>
          {isSelf && <span class="nr-hint"> you</span>}
          {email !== undefined && <span class="nr-hint"> {email}</span>}
        </p>
        <p>{grantWords(person)}</p>
        <p class="nr-hint">
          {seenAt === undefined ? 'Not signed in' : `Last here ${ownTime(seenAt)}`}
          {deviceWords(person)}
        </p>
        <p class="nr-row-actions" role="group" aria-label={`Actions: ${name}`}>
          <button
            ref={opener}
            type="button"
            aria-expanded={open === 'form'}
            onClick={() => setOpen(open === 'form' ? null : 'form')}
          >
            Change
          </button>
          {isLastAdmin ? (
            <span class="nr-hint">The last admin stays</span>
          ) : (
            <button type="button" disabled={removing.busy} onClick={() => setOpen('remove')}>
              Remove
            </button>
          )}
          {!isLastAdmin && !isSelf && (
            <button type="button" disabled={removing.busy} onClick={() => setOpen('erase')}>
              Erase…
            </button>
          )}
        </p>
      </div>
      {removing.problem !== null && <ProblemNote problem={removing.problem} />}
      {open === 'form' && !isSelf && <LostDevices person={person} onChanged={onChanged} />}
      {open === 'form' && (
        <PersonForm
          person={person}
          isLastAdmin={isLastAdmin}
          feeds={feeds}
          onChanged={() => {
            close();
            onChanged();
          }}
          onClose={close}
        />
      )}
      {open === 'erase' && (
        <ErasePerson person={person} onErased={onChanged} onClose={() => setOpen(null)} />
      )}
      {open === 'remove' && (
        <Ask
          question={`Remove ${name}?`}
          detail={
            isSelf
              ? 'You are signed out everywhere at once, and cannot sign in again. What you published stays, under your name.'
              : `${name} is signed out everywhere at once, and cannot sign in again. What ${name} published stays, under that name; drafts stay too.`
          }
          yes="Remove"
          tone="alarm"
          onYes={remove}
          onNo={close}
        />
      )}
    </li>
  );
}
