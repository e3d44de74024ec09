import type { FeedRow } from './api/parse.ts';
import { Composer } from './composer.tsx';
import { LangContext, useApi } from './contexts.ts';
import { DraftList } from './draft-list.tsx';
import { ItemList } from './item-list.tsx';
import { StatusLine, type Said } from './status-line.tsx';
import { useDrafts } from './use-drafts.ts';
import { useLiveFeed } from './use-live-feed.ts';

/** A day's work on one feed: the composer, what waits, and what readers have. */
export function Desk({ row, said }: { readonly row: FeedRow; readonly said: Said }) {
  const { feed } = row;
  const live = useLiveFeed(feed);
  const drafts = useDrafts(useApi(), feed);
  const { timezone, lang } = live.info ?? row.info;
  return (
    <LangContext.Provider value={lang}>
      <StatusLine live={live} zone={timezone} said={said} />
      <main class="nr-desk">
        <div class="nr-writing">
          <Composer
            feed={feed}
            zone={timezone}
            onLanded={(entry, intent) => {
              if (intent === 'publish') live.layOver(entry);
              else void drafts.refresh();
            }}
          />
          <DraftList feed={feed} zone={timezone} drafts={drafts} />
        </div>
        <ItemList feed={feed} zone={timezone} live={live} />
      </main>
    </LangContext.Provider>
  );
}
