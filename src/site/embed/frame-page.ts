import { feedDirection } from '../../feed/draw/direction.ts';
import { h } from '../../feed/draw/markup.ts';
import type { EmbedOptions } from '../../feed/embed/embed-options.ts';
import type { Snapshot } from '../../feed/snapshot.ts';
import { wordsFor } from '../../feed/words/languages.ts';
import { exposureOf } from '../pages/exposure.ts';
import { campaignPart, entryList } from '../pages/ticker-markup.ts';
import { dataBlock } from '../shell/data-block.ts';
import type { Page } from '../shell/page.ts';
import { feedPath, linkTo, type FeedPlace } from '../shell/place.ts';
import { siteEdition } from '../shell/site-edition.ts';
import { chosenEntries } from './chosen-entries.ts';
import { frameFoot, frameHead } from './frame-markup.ts';

/** The ticker alone, for a frame on another site: complete without a script, continued live by the ticker. */
export function framePage(place: FeedPlace, snapshot: Snapshot, options: EmbedOptions): Page {
  const { info } = snapshot;
  const { theme, lang = info.lang, tz: timezone = info.timezone } = options;
  const words = wordsFor(lang);
  const { shown, layout } = chosenEntries(snapshot.items, options);
  const edition = siteEdition(place, { ...info, lang, timezone });
  return {
    status: 200,
    title: info.title,
    lang: info.lang,
    dir: feedDirection(info),
    ...exposureOf(info),
    publicUrl: place.site.publicUrl,
    head: frameHead(place, h('script', { src: linkTo(place, 'v1/ticker.js'), defer: true })),
    body: [
      h(
        'main',
        {
          class: 'frame',
          // Told apart from the main part of the page around the frame.
          'aria-labelledby': 'title',
          'data-theme': theme,
          'data-layout': options.layout,
        },
        h(
          'h1',
          { id: 'title', class: 'frame-title' },
          h('a', { href: linkTo(place, feedPath(place.feed)) }, h('bdi', {}, info.title)),
        ),
        h(
          'live-ticker',
          { feed: place.feed, src: linkTo(place, ''), ...options },
          options.layout !== 'bar' && campaignPart(info, lang),
          entryList(shown, info, edition, layout),
          dataBlock('application/json', snapshot, 'lt-state'),
        ),
      ),
      frameFoot(place, words, place.feed),
    ],
  };
}
