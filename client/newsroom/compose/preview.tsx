import { useEffect, useState } from 'preact/hooks';
import type { Body } from '../../../src/feed/body.ts';
import { layoutOf, type LayoutName } from '../../../src/feed/draw/layouts.ts';
import { written } from '../../../src/feed/byline.ts';
import { readingMinutes } from '../../../src/feed/reading-minutes.ts';
import { ownServer } from '../api/own-server.ts';
import { problemOf, type Problem } from '../api/problem.ts';
import { useApi } from '../parts/contexts.ts';
import { bylinesOf } from '../fields/bylines-text.ts';
import { relatedOf } from '../fields/related-text.ts';
import type { ItemFields } from '../fields/item-fields.ts';
import { sentAudio } from '../fields/audio-fields.ts';
import { shownPictures } from '../fields/picture-fields.ts';
import { readKept, writeKept } from '../kept/storage.ts';
import { markupNodes } from './markup-nodes.ts';
import { exactTimeIn, timeIn } from '../parts/newsroom-time.ts';

const afterTypingMs = 300;

/** Where readers see it: how wide, and in which layout. */
const places = {
  rail: { words: 'Beside an article', layout: 'rail', width: '300px' },
  phone: { words: 'Phone', layout: 'feed', width: '390px' },
  desk: { words: 'Desk', layout: 'feed', width: 'none' },
} as const satisfies Record<string, { words: string; layout: LayoutName; width: string }>;

type PlaceName = keyof typeof places;
const placeNames = Object.keys(places) as readonly PlaceName[];
const chosenName = 'dateline:preview';

/** Shows a text as readers will see it: parsed by the server, and drawn by the renderer of the readers' pages. */
export function Preview({ fields, zone }: { readonly fields: ItemFields; readonly zone: string }) {
  const api = useApi();
  const [body, setBody] = useState<Body>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isStyled, setStyled] = useState(false);
  const [place, setPlace] = useState<PlaceName>(keptPlace);
  const choose = (name: PlaceName): void => {
    setPlace(name);
    writeKept(chosenName, name);
  };
  const [now] = useState(() => new Date().toISOString());

  useEffect(() => {
    let isLatest = true;
    const timer = setTimeout(async () => {
      try {
        const drawn = fields.body.trim() === '' ? [] : await api.preview(fields.body);
        if (!isLatest) return;
        setBody(drawn);
        setProblem(null);
      } catch (thrown) {
        if (isLatest) setProblem(problemOf(thrown));
      }
    }, afterTypingMs);
    return () => {
      isLatest = false;
      clearTimeout(timer);
    };
  }, [api, fields.body]);

  const images = shownPictures(fields.pictures);
  const item = {
    id: 'preview',
    rev: 1,
    headline: fields.headline.trim() || undefined,
    body,
    ...written(bylinesOf(fields.bylines)),
    breaking: fields.breaking,
    key: fields.key,
    pinned: false,
    tags: [],
    link: fields.link || undefined,
    related: relatedOf(fields.related),
    minutes: readingMinutes(body),
    image: images[0],
    images,
    audio: sentAudio(fields.audio),
    lang: fields.lang || undefined,
    dir: fields.dir || undefined,
    postedAt: now,
    updatedAt: now,
  };
  const edition = {
    time: (at: string) => ({ text: timeIn(zone, at), exact: exactTimeIn(zone, at) }),
    root: ownServer(),
    itemUrl: () => '#',
  };
  const { width } = places[place];
  const layout = layoutOf(places[place].layout);
  return (
    <section class="nr-preview lt-feed" aria-label="Preview" hidden={!isStyled}>
      <link
        rel="stylesheet"
        href={new URL('assets/item.css', ownServer()).href}
        onLoad={() => setStyled(true)}
        onError={() => setStyled(true)}
      />
      {problem !== null && (
        <p class="nr-fault" role="status">
          No preview: {problem.message}
        </p>
      )}
      <p class="nr-widths" role="group" aria-label="Width of the preview">
        {placeNames.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === place}
            onClick={() => choose(name)}
          >
            {places[name].words}
          </button>
        ))}
      </p>
      <ol class={layout.list} style={{ maxInlineSize: width }}>
        <li>{layout.row(item, undefined, edition).map((drawn) => markupNodes(drawn))}</li>
      </ol>
    </section>
  );
}

function keptPlace(): PlaceName {
  const kept = readKept(chosenName);
  return placeNames.find((name) => name === kept) ?? 'desk';
}
