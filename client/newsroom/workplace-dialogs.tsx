import type { FeedRow } from './api/answers.ts';
import { FeedForm } from './feeds/feed-form.tsx';
import { FeedSettings } from './feeds/feed-settings.tsx';
import { FeedsDialog } from './feeds/feeds-dialog.tsx';
import type { Feeds } from './feeds/use-feeds.ts';
import { KeysDialog } from './keys-dialog.tsx';
import { Modal } from './parts/modal.tsx';

export type OpenDialog = 'keys' | 'feeds' | 'new-feed' | 'settings';

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
      return <KeysDialog onClose={close} />;
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
    case 'new-feed':
      return (
        <Modal title="New feed" onClose={close}>
          <FeedForm onClose={close} onCreated={onCreated} />
        </Modal>
      );
    case 'settings':
      return chosen === undefined ? null : (
        <Modal title="Feed settings" onClose={close}>
          <FeedSettings row={chosen} onClose={close} onChanged={onChanged} />
        </Modal>
      );
  }
}
