import type { FeedRow, Person } from './api/answers.ts';

interface Props {
  readonly rows: readonly FeedRow[];
  readonly chosen: FeedRow | undefined;
  readonly person: Person;
  readonly onChoose: (feed: string) => void;
  readonly onNewFeed: () => void;
  readonly onSettings: () => void;
  readonly onKeys: () => void;
  readonly onSignOut: () => void;
}

export function Masthead(props: Props) {
  const { rows, chosen, person } = props;
  return (
    <header class="nr-masthead">
      <h1>
        Dateline <span>newsroom</span>
      </h1>
      <p class="nr-person">
        <span>{person.name}</span>
        <button type="button" onClick={props.onSignOut}>
          Sign out
        </button>
      </p>
      <nav aria-label="Feed">
        {rows.length > 0 && (
          <label class="nr-feed-choice">
            <span class="nr-unseen">Feed</span>
            <select
              value={chosen?.feed ?? ''}
              onChange={(event) => props.onChoose(event.currentTarget.value)}
            >
              {chosen === undefined && <option value="">Choose a feed</option>}
              {rows.map(({ feed, info }) => (
                <option key={feed} value={feed}>
                  {info.title}
                  {info.coverage === 'ended' ? ' (ended)' : ''}
                </option>
              ))}
            </select>
          </label>
        )}
        {chosen !== undefined && (
          <>
            <a href={`feeds/${chosen.feed}`} target="_blank" rel="noopener">
              Readers’ page
            </a>
            <button type="button" onClick={props.onSettings}>
              Feed settings
            </button>
          </>
        )}
        <button type="button" onClick={props.onNewFeed}>
          New feed
        </button>
        <button type="button" class="nr-keys-opener" aria-keyshortcuts="?" onClick={props.onKeys}>
          Keys <kbd>?</kbd>
        </button>
      </nav>
    </header>
  );
}
