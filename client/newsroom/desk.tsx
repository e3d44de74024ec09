import { useEffect, useMemo } from 'preact/hooks';
import type { FeedRow } from './api/answers.ts';
import { Composer } from './compose/composer.tsx';
import { LangContext, UsedNamesContext, useApi, useSay } from './parts/contexts.ts';
import { useMay } from './parts/person-context.ts';
import { useKeeper } from './kept/use-keeper.ts';
import { HeldList } from './drafts/held-list.tsx';
import { useHeld } from './drafts/use-held.ts';
import { DraftList } from './drafts/draft-list.tsx';
import { isBlank } from './fields/item-fields.ts';
import { usedIn } from './fields/used-names.ts';
import { ItemList } from './items/item-list.tsx';
import { keptFor } from './kept/keeper.ts';
import { takeShared } from './kept/shared-text.ts';
import { useUnsent } from './kept/use-unsent.ts';
import { SnippetsContext } from './writing/snippets-context.ts';
import { useSnippets } from './writing/use-snippets.ts';
import type { Said } from './parts/said-line.tsx';
import { PresenceContext } from './presence/presence-context.ts';
import { usePresence } from './presence/use-presence.ts';
import { StatusLine } from './feeds/status-line.tsx';
import { UnsentList } from './compose/unsent-list.tsx';
import { useComposer } from './compose/use-composer.ts';
import { useDrafts } from './drafts/use-drafts.ts';
import { useLiveFeed } from './feeds/use-live-feed.ts';

/** The work on one feed: the composer, drafts and unsent texts, and the published items. */
export function Desk({ row, said }: { readonly row: FeedRow; readonly said: Said }) {
  const { feed } = row;
  const keeper = useKeeper();
  const say = useSay();
  const live = useLiveFeed(feed);
  const publishes = useMay('publish', feed);
  const writes = useMay('write drafts', feed);
  const drafts = useDrafts(useApi(), feed);
  const presence = usePresence(feed, drafts.refresh);
  const held = useHeld(drafts);
  const { timezone, lang, coverage } = live.info ?? row.info;
  const hasEnded = coverage === 'ended';
  const composer = useComposer(feed, timezone);
  const draftIds = useMemo(() => drafts.items?.map(({ item }) => item.id) ?? null, [drafts.items]);
  const unsent = useUnsent(feed, draftIds);
  const snippets = useSnippets(row, writes);
  const used = useMemo(
    () => usedIn([...(drafts.items?.map(({ item }) => item) ?? []), ...live.items]),
    [drafts.items, live.items],
  );

  // A text that was being written when its tab closed or crashed comes back in the next tab. What another app shares takes
  // the place of no text.
  useEffect(() => {
    const bringBack = async (): Promise<void> => {
      const what = keptFor('composer', feed);
      const kept = isBlank(composer.fields) ? await keeper.takeUp(what) : undefined;
      if (kept !== undefined) {
        composer.goOnWith(kept);
        say('Your unsent text is back in the composer');
      }
      const shared = writes ? takeShared() : undefined;
      if (shared === undefined && kept === undefined) return;
      if (shared !== undefined && kept === undefined && isBlank(composer.fields)) {
        composer.goOnWith(shared);
        say('What you shared is in the composer');
      } else if (shared !== undefined) {
        keeper.layAside(what, shared);
        say('What you shared is kept among the unsent texts');
      }
      await unsent.look();
    };
    void bringBack();
  }, []);

  // A draft that is in the feed was published, by another editor or at its time: the list of drafts is old.
  const isOut = draftIds !== null && live.items.some(({ id }) => draftIds.includes(id));
  useEffect(() => {
    if (isOut) void drafts.refresh();
  }, [isOut, drafts.refresh]);

  return (
    <PresenceContext.Provider value={presence}>
      <LangContext.Provider value={lang}>
        <SnippetsContext.Provider value={snippets}>
          <UsedNamesContext.Provider value={used}>
            <StatusLine feed={feed} live={live} zone={timezone} said={said} />
            <main class="nr-desk">
              {writes ? (
                <div class="nr-writing">
                  <div class="nr-column">
                    <Composer
                      publishes={publishes}
                      composer={composer}
                      zone={timezone}
                      hasEnded={hasEnded}
                      onLanded={(posted, intent) => {
                        if (posted.held !== undefined) held.note(posted.held);
                        if (intent === 'publish' && posted.held === undefined)
                          live.layOver(posted.entry);
                        else void drafts.refresh();
                      }}
                    />
                    <UnsentList
                      zone={timezone}
                      texts={unsent.texts}
                      composer={composer}
                      onChanged={() => void unsent.look()}
                    />
                    <DraftList
                      feed={feed}
                      zone={timezone}
                      drafts={drafts}
                      hasEnded={hasEnded}
                      onChanged={live.layOver}
                    />
                  </div>
                </div>
              ) : (
                <p class="nr-hint">
                  You may not write in this feed. An admin can give you a role in it.
                </p>
              )}
              <ItemList feed={feed} zone={timezone} live={live}>
                <HeldList
                  feed={feed}
                  zone={timezone}
                  posts={held.posts}
                  composer={composer}
                  onChanged={() => void drafts.refresh()}
                />
              </ItemList>
            </main>
          </UsedNamesContext.Provider>
        </SnippetsContext.Provider>
      </LangContext.Provider>
    </PresenceContext.Provider>
  );
}
