import { useCallback, useState } from 'preact/hooks';
import type { FeedRow } from '../api/answers.ts';
import { useHeldFocus } from '../forms/use-held-focus.ts';
import { useApi } from '../parts/contexts.ts';
import { PlaceTitle } from '../parts/place-title.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { InvitationList } from './invitation-list.tsx';
import { InviteForm } from './invite-form.tsx';
import { invitations, people } from './people-calls.ts';
import { PersonRow } from './person-row.tsx';

/** The people, those who are invited, and the way to invite another. */
export function PeoplePartView({ feeds }: { readonly feeds: readonly FeedRow[] }) {
  const { call } = useApi();
  const all = useAnswer(useCallback(() => people(call), [call]));
  const invited = useAnswer(useCallback(() => invitations(call), [call]));
  const [isInviting, setInviting] = useState(false);
  const held = useHeldFocus();
  const admins = all.answer?.filter(({ role }) => role === 'admin') ?? [];

  return (
    <div ref={held} class="nr-held">
      <header class="nr-place-head">
        <PlaceTitle>
          People {all.answer !== null && <span class="nr-hint">{all.answer.length}</span>}
        </PlaceTitle>
        <button
          type="button"
          class={isInviting ? '' : 'nr-primary'}
          aria-expanded={isInviting}
          onClick={() => setInviting(!isInviting)}
        >
          Invite
        </button>
      </header>
      {isInviting && (
        <InviteForm
          feeds={feeds}
          onInvited={() => void invited.reload()}
          onClose={() => setInviting(false)}
        />
      )}
      {all.problem !== null && (
        <ProblemNote problem={all.problem} onRetry={() => void all.reload()} />
      )}
      {all.answer?.length === 0 && (
        <p>
          Nobody has an account yet: you came in by the server’s token or its first link. Invite
          yourself, and then your colleagues, so that each is known by name.
        </p>
      )}
      <ul class="nr-list nr-table">
        {(all.answer ?? []).map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            isLastAdmin={admins.length === 1 && admins[0]?.id === person.id}
            feeds={feeds}
            onChanged={() => void all.reload()}
          />
        ))}
      </ul>
      <InvitationList invited={invited} />
    </div>
  );
}
