import { ownServer } from './api/own-server.ts';
import type { FeedRow } from './api/answers.ts';
import { useMay, usePerson } from './parts/person-context.ts';
import { PlaceLink } from './places/place-link.tsx';
import type { Place } from './places/place.ts';

interface Props {
  readonly place: Place;
  readonly chosen: FeedRow | undefined;
  readonly hasFeeds: boolean;
  readonly onFeeds: () => void;
  readonly onSearch: () => void;
  readonly onSettings: () => void;
  readonly onKeys: () => void;
  readonly onSignOut: () => void;
}

/** Which feed, which place, and who. */
export function Masthead(props: Props) {
  const { place, chosen } = props;
  const person = usePerson();
  const feed = chosen?.feed;
  const changesFeed = useMay('change feed', feed);
  return (
    <header class="nr-masthead">
      <h1>
        Dateline <span>newsroom</span>
      </h1>
      {props.hasFeeds && (
        <button
          type="button"
          class="nr-feed-switch"
          aria-haspopup="dialog"
          aria-keyshortcuts="f"
          onClick={props.onFeeds}
        >
          <span class="nr-unseen">Feed: </span>
          {chosen?.info.title ?? 'Choose a feed'}
          {chosen?.info.coverage === 'ended' ? ' (ended)' : ''}
        </button>
      )}
      <nav class="nr-places" aria-label="Places">
        <PlaceLink to={{ kind: 'feed', feed }} isHere={place.kind === 'feed'}>
          Desk
        </PlaceLink>
        <PlaceLink to={{ kind: 'media' }} isHere={place.kind === 'media'}>
          Library
        </PlaceLink>
        {useMay('manage people') && (
          <PlaceLink to={{ kind: 'people', part: 'people' }} isHere={place.kind === 'people'}>
            People
          </PlaceLink>
        )}
        <PlaceLink to={{ kind: 'settings' }} isHere={place.kind === 'settings'}>
          Settings
        </PlaceLink>
      </nav>
      <p class="nr-tools">
        {feed !== undefined && place.kind === 'feed' && (
          <>
            <a href={`${ownServer()}feeds/${feed}`} target="_blank" rel="noopener">
              Readers’ page
            </a>
            {changesFeed && (
              <button type="button" onClick={props.onSettings}>
                Feed settings
              </button>
            )}
          </>
        )}
        <button type="button" aria-haspopup="dialog" aria-keyshortcuts="/" onClick={props.onSearch}>
          Search
        </button>
        <button type="button" class="nr-keys-opener" aria-keyshortcuts="?" onClick={props.onKeys}>
          Keys <kbd>?</kbd>
        </button>
      </p>
      <p class="nr-person">
        <span>{person.name}</span>
        <button type="button" onClick={props.onSignOut}>
          Sign out
        </button>
      </p>
    </header>
  );
}
