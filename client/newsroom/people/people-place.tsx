import type { FeedRow } from '../api/answers.ts';
import { useMay } from '../parts/person-context.ts';
import { PlaceTitle } from '../parts/place-title.tsx';
import { PlaceLink } from '../places/place-link.tsx';
import type { PeoplePart } from '../places/place.ts';
import { AuditPart } from './audit/audit-part.tsx';
import { PeoplePartView } from './people-part.tsx';
import { HooksPart } from './hooks/hooks-part.tsx';
import { TokensPart } from './tokens/tokens-part.tsx';

interface Props {
  readonly part: PeoplePart;
  readonly feeds: readonly FeedRow[];
}

const names: Readonly<Record<PeoplePart, string>> = {
  people: 'People',
  tokens: 'Tokens',
  audit: 'Audit',
};
const parts: readonly PeoplePart[] = ['people', 'tokens', 'audit'];

/** Who works here, which programs do, and who did what. For those who manage people. */
export function PeoplePlace({ part, feeds }: Props) {
  if (!useMay('manage people')) {
    return (
      <main class="nr-plate">
        <PlaceTitle>People</PlaceTitle>
        <p>Only an admin sees who works here. Ask one.</p>
      </main>
    );
  }
  return (
    <div class="nr-plate nr-sided">
      <nav class="nr-side" aria-label="People">
        {parts.map((one) => (
          <PlaceLink key={one} to={{ kind: 'people', part: one }} isHere={one === part}>
            {names[one]}
          </PlaceLink>
        ))}
      </nav>
      <main key={part}>
        {part === 'people' && <PeoplePartView feeds={feeds} />}
        {part === 'tokens' && (
          <>
            <TokensPart feeds={feeds} />
            <HooksPart feeds={feeds} />
          </>
        )}
        {part === 'audit' && <AuditPart feeds={feeds} />}
      </main>
    </div>
  );
}
