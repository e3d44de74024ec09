import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Person } from './api/answers.ts';
import { SayContext, useApi } from './parts/contexts.ts';
import { useKeeper } from './kept/use-keeper.ts';
import { Desk } from './desk.tsx';
import { FeedForm } from './feeds/feed-form.tsx';
import { FeedSettings } from './feeds/feed-settings.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import type { KeptText } from './kept/keeper.ts';
import { tellSignedOut } from './kept/sign-out-word.ts';
import { Masthead } from './masthead.tsx';
import { Modal } from './parts/modal.tsx';
import { ProblemNote } from './parts/problem-note.tsx';
import { SignOutAsk } from './session/sign-out-ask.tsx';
import type { Said } from './feeds/status-line.tsx';
import { useFeeds } from './feeds/use-feeds.ts';
import { usePageKeys } from './use-page-keys.ts';

interface Props {
  readonly person: Person;
  readonly onSignedOut: () => void;
}

type Open = 'keys' | 'new-feed' | 'settings';

/** The page of a signed-in editor: one feed at a time, and a list to choose another. */
export function Workplace({ person, onSignedOut }: Props) {
  const api = useApi();
  const feeds = useFeeds(api);
  const keeper = useKeeper();
  const [unsent, setUnsent] = useState<readonly KeptText[]>([]);
  const [said, setSaid] = useState<Said>(null);
  const say = useCallback(
    (words: string) => setSaid((last) => ({ words, count: (last?.count ?? 0) + 1 })),
    [],
  );
  const [open, setOpen] = useState<Open | null>(null);
  const close = useCallback(() => setOpen(null), []);
  usePageKeys(useCallback(() => setOpen('keys'), []));

  const signOut = async (keeps: boolean): Promise<void> => {
    setUnsent([]);
    try {
      await api.signOut();
    } catch {
      say('Not signed out: the server cannot be reached');
      return;
    }
    if (!keeps) keeper.clear();
    tellSignedOut(!keeps);
    onSignedOut();
  };
  const askToSignOut = (): void => {
    const texts = keeper.all();
    if (texts.length === 0) void signOut(true);
    else setUnsent(texts);
  };
  const { rows, chosen } = feeds;
  const title = chosen?.info.title;
  const feed = chosen?.feed;
  useEffect(() => setSaid(null), [feed]);
  useEffect(() => {
    document.title = title === undefined ? 'Newsroom – Dateline' : `${title} – Newsroom`;
  }, [title]);

  return (
    <SayContext.Provider value={say}>
      <Masthead
        rows={rows ?? []}
        chosen={chosen}
        person={person}
        onChoose={feeds.choose}
        onNewFeed={() => setOpen('new-feed')}
        onSettings={() => {
          void feeds.reload();
          setOpen('settings');
        }}
        onKeys={() => setOpen('keys')}
        onSignOut={askToSignOut}
      />
      {feeds.problem !== null && (
        <ProblemNote problem={feeds.problem} onRetry={() => void feeds.reload()} />
      )}
      {chosen !== undefined && <Desk key={chosen.feed} row={chosen} said={said} />}
      {rows !== null && rows.length > 0 && chosen === undefined && (
        <main class="nr-alone">
          <h2>There is no such feed</h2>
          <p>Choose one above.</p>
        </main>
      )}
      {rows?.length === 0 && (
        <main class="nr-alone">
          <h2>Start your first feed</h2>
          <FeedForm
            onCreated={(row) => {
              feeds.choose(row.feed);
              void feeds.reload();
            }}
          />
        </main>
      )}
      {unsent.length > 0 && (
        <SignOutAsk
          account={person.name}
          texts={unsent}
          onSignOut={(keeps) => void signOut(keeps)}
          onNo={() => setUnsent([])}
        />
      )}
      {open === 'keys' && <KeysDialog onClose={close} />}
      {open === 'new-feed' && (
        <Modal title="New feed" onClose={close}>
          <FeedForm
            onClose={close}
            onCreated={(row) => {
              close();
              feeds.choose(row.feed);
              void feeds.reload();
            }}
          />
        </Modal>
      )}
      {open === 'settings' && chosen !== undefined && (
        <Modal title="Feed settings" onClose={close}>
          <FeedSettings
            row={chosen}
            onClose={close}
            onChanged={(words) => {
              close();
              say(words);
              void feeds.reload();
            }}
          />
        </Modal>
      )}
    </SayContext.Provider>
  );
}
