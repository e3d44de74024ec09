import type { FeedRow } from './api/answers.ts';
import { FeedsDialog } from './feeds/feeds-dialog.tsx';
import type { Feeds } from './feeds/use-feeds.ts';
import { Modal } from './parts/modal.tsx';
import { LoadedDialog } from './places/loaded-dialog.tsx';
import { LoadedPlace } from './places/loaded-place.tsx';

const loadFeedForm = async () => (await import('./feeds/feed-form.tsx')).FeedForm;
const loadFeedSettings = async () => (await import('./feeds/feed-settings.tsx')).FeedSettings;
const loadSearch = async () => (await import('./search/item-search.tsx')).ItemSearch;
const loadKeys = async () => (await import('./keys-list.tsx')).KeysList;

export type OpenDialog = 'keys' | 'feeds' | 'search' | 'new-feed' | 'settings';

interface Props {
  readonly open: OpenDialog | null;
  readonly feeds: Feeds;
  readonly close: () => void;
  readonly onNewFeed: () => void;
  readonly onCreated: (row: FeedRow) => void;
  readonly onChanged: (words: string) => void;
}

/** The dialogs that lie above every place of the newsroom. */
export function WorkplaceDialogs({ open, feeds, close, onNewFeed, onCreated, onChanged }: Props) {
  const { chosen } = feeds;
  switch (open) {
    case null:
      return null;
    case 'keys':
      return (
        <Modal title="Keys" onClose={close}>
          <LoadedPlace isPart load={loadKeys} draw={(KeysList) => <KeysList onClose={close} />} />
        </Modal>
      );
    case 'feeds':
      return (
        <FeedsDialog
          rows={feeds.rows ?? []}
          chosen={chosen?.feed}
          onChoose={(feed) => {
            close();
            feeds.choose(feed);
          }}
          onNewFeed={onNewFeed}
          onClose={close}
        />
      );
    case 'search':
      return (
        <LoadedDialog
          title="Search"
          load={loadSearch}
          draw={(ItemSearch) => (
            <ItemSearch
              feeds={feeds.rows ?? []}
              onFeed={(feed) => {
                close();
                feeds.choose(feed);
              }}
            />
          )}
          onClose={close}
        />
      );
    case 'new-feed':
      return (
        <Modal title="New feed" onClose={close}>
          <LoadedPlace
            isPart
            load={loadFeedForm}
            draw={(FeedForm) => <FeedForm onClose={close} onCreated={onCreated} />}
          />
        </Modal>
      );
    case 'settings':
      return chosen === undefined ? null : (
        <Modal title="Feed settings" onClose={close}>
          <LoadedPlace
            isPart
            load={loadFeedSettings}
            draw={(FeedSettings) => (
              <FeedSettings row={chosen} onClose={close} onChanged={onChanged} />
            )}
          />
        </Modal>
      );
  }
}
