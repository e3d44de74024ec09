import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { FeedRow, Person } from './api/answers.ts';
import { composerId } from './compose/composer.tsx';
import { Desks } from './desks.tsx';
import { useFeeds } from './feeds/use-feeds.ts';
import { Masthead } from './masthead.tsx';
import { SayContext, useApi } from './parts/contexts.ts';
import { PersonContext } from './parts/person-context.ts';
import { ProblemNote } from './parts/problem-note.tsx';
import { SaidLine, type Said } from './parts/said-line.tsx';
import { KeptPlace } from './places/kept-place.tsx';
import { LoadedPlace } from './places/loaded-place.tsx';
import { addressOf, type PeoplePart, type Place } from './places/place.ts';
import { GoContext, usePlaces } from './places/use-places.ts';
import { usePageKeys } from './use-page-keys.ts';
import { useSignOut } from './use-sign-out.ts';
import { WorkplaceDialogs, type OpenDialog } from './workplace-dialogs.tsx';

interface Props {
  readonly person: Person;
  readonly onSignedOut: () => void;
}

const loadPeople = async () => (await import('./people/people-place.tsx')).PeoplePlace;
const loadSignOutAsk = async () => (await import('./session/sign-out-ask.tsx')).SignOutAsk;
const loadMedia = async () => (await import('./media/media-place.tsx')).MediaPlace;
const loadSettings = async () => (await import('./settings/settings-place.tsx')).SettingsPlace;

/** The page of somebody who is signed in: the place that the address names, and the ways to the others. */
export function Workplace({ person, onSignedOut }: Props) {
  const places = usePlaces();
  const { place, go } = places;
  const feeds = useFeeds(useApi(), places);
  const [said, setSaid] = useState<Said>(null);
  const say = useCallback(
    (words: string) => setSaid((last) => ({ words, count: (last?.count ?? 0) + 1 })),
    [],
  );
  const signingOut = useSignOut(say, onSignedOut);
  const [open, setOpen] = useState<OpenDialog | null>(null);
  const close = useCallback(() => setOpen(null), []);

  const feed = feeds.chosen?.feed;
  const goToDesk = (): void => go({ kind: 'feed', feed });
  const goToPeople = (part: PeoplePart): void => go({ kind: 'people', part });
  const isComposerWanted = useRef(false);
  usePageKeys({
    '?': () => setOpen('keys'),
    f: () => setOpen('feeds'),
    '/': () => setOpen('search'),
    n: () => {
      isComposerWanted.current = true;
      goToDesk();
      focusComposer();
    },
    j: () => focusRow(1),
    k: () => focusRow(-1),
    'g d': goToDesk,
    'g p': () => goToPeople('people'),
    'g t': () => goToPeople('tokens'),
    'g a': () => goToPeople('audit'),
    'g m': () => go({ kind: 'media' }),
    'g s': () => go({ kind: 'settings' }),
  });
  const isDesk = place.kind === 'feed';
  useEffect(() => {
    if (isDesk && isComposerWanted.current) focusComposer();
    isComposerWanted.current = false;
  }, [isDesk]);

  const address = addressOf(place);
  useEffect(() => setSaid(null), [address]);
  const title = titleOf(place.kind, feeds.chosen);
  useEffect(() => {
    document.title = title;
  }, [title]);

  const begin = (row: FeedRow): void => {
    close();
    feeds.choose(row.feed);
    void feeds.reload();
  };
  return (
    <PersonContext.Provider value={person}>
      <GoContext.Provider value={go}>
        <SayContext.Provider value={say}>
          <Masthead
            place={place}
            chosen={feeds.chosen}
            hasFeeds={(feeds.rows ?? []).length > 0}
            onFeeds={() => setOpen('feeds')}
            onSearch={() => setOpen('search')}
            onSettings={() => {
              void feeds.reload();
              setOpen('settings');
            }}
            onKeys={() => setOpen('keys')}
            onSignOut={signingOut.ask}
          />
          {feeds.problem !== null && (
            <ProblemNote problem={feeds.problem} onRetry={() => void feeds.reload()} />
          )}
          <KeptPlace isShown={isDesk}>
            <Desks feeds={feeds} isShown={isDesk} said={isDesk ? said : null} onCreated={begin} />
          </KeptPlace>
          {!isDesk && <SaidLine said={said} />}
          {place.kind === 'people' && (
            <LoadedPlace
              key="people"
              load={loadPeople}
              draw={(PeoplePlace) => <PeoplePlace part={place.part} feeds={feeds.rows ?? []} />}
            />
          )}
          {place.kind === 'media' && (
            <LoadedPlace key="media" load={loadMedia} draw={(MediaPlace) => <MediaPlace />} />
          )}
          {place.kind === 'settings' && (
            <LoadedPlace
              key="settings"
              load={loadSettings}
              draw={(SettingsPlace) => <SettingsPlace />}
            />
          )}
          {signingOut.unsent.length > 0 && (
            <LoadedPlace
              isPart
              load={loadSignOutAsk}
              draw={(SignOutAsk) => (
                <SignOutAsk
                  account={person.name}
                  texts={signingOut.unsent}
                  onSignOut={(keeps) => void signingOut.signOut(keeps)}
                  onNo={signingOut.cancel}
                />
              )}
            />
          )}
          <WorkplaceDialogs
            open={open}
            feeds={feeds}
            close={close}
            onNewFeed={() => setOpen('new-feed')}
            onCreated={begin}
            onChanged={(words) => {
              close();
              say(words);
              void feeds.reload();
            }}
          />
        </SayContext.Provider>
      </GoContext.Provider>
    </PersonContext.Provider>
  );
}

/** Goes to the next row of the desk, or to the first one. */
function focusRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('.nr-row')].filter(
    (row) => row.offsetParent !== null,
  );
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const next = here === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, here + step));
  rows[next]?.focus();
  rows[next]?.scrollIntoView({ block: 'nearest' });
}

function focusComposer(): void {
  document.querySelector<HTMLElement>(`#${composerId} :is(textarea, .nr-markdown)`)?.focus();
}

function titleOf(kind: Place['kind'], chosen: FeedRow | undefined): string {
  switch (kind) {
    case 'feed':
      return chosen === undefined ? 'Newsroom – Dateline' : `${chosen.info.title} – Newsroom`;
    case 'people':
      return 'People – Newsroom';
    case 'media':
      return 'Library – Newsroom';
    case 'settings':
      return 'Settings – Newsroom';
  }
}
