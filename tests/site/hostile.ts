import { tableOf } from '../../src/feed/body.ts';
import type { FeedInfo } from '../../src/feed/feed-info.ts';
import type { Item } from '../../src/feed/item.ts';
import type { Snapshot } from '../../src/feed/snapshot.ts';

/** What would run, or break out, wherever it is not escaped. */
export const hostile =
  '</script><script>alert(1)</script><!--"\' onload=alert(1) x="<img src=x onerror=alert(1)>&lt;';

const at = '2030-03-04T18:04:00.000Z';

/** An item with the hostile text in every field that takes text. */
export const hostileItem: Item = {
  id: '0195a1b2-0000-7000-8000-000000000001',
  rev: 2,
  headline: hostile,
  body: [
    { kind: 'paragraph', children: [{ kind: 'text', text: hostile }] },
    { kind: 'heading', level: 1, children: [{ kind: 'code', text: hostile }] },
    {
      kind: 'paragraph',
      children: [
        { kind: 'link', url: 'javascript:alert(1)', children: [{ kind: 'text', text: hostile }] },
        { kind: 'link', url: `https://a.example/"${hostile}`, children: [] },
      ],
    },
    { kind: 'image', url: `https://a.example/"${hostile}`, alt: hostile, caption: hostile },
    { kind: 'embed', provider: hostile, url: `https://a.example/"${hostile}` },
    { kind: 'code', text: hostile },
    tableOf([[{ kind: 'text', text: hostile }]], [[[{ kind: 'text', text: hostile }]]]),
  ],
  bylines: [hostile],
  people: [
    { name: hostile, role: hostile, picture: 'javascript:alert(1)', url: 'javascript:alert(1)' },
  ],
  breaking: true,
  key: true,
  pinned: true,
  tags: [hostile],
  link: `https://a.example/"${hostile}`,
  related: [
    { url: 'javascript:alert(1)', title: hostile },
    { url: `https://a.example/"${hostile}`, title: hostile },
  ],
  minutes: 3,
  image: { url: `https://a.example/"${hostile}`, alt: hostile, caption: hostile, credit: hostile },
  audio: { url: `https://a.example/"${hostile}`, title: hostile, seconds: 65, bytes: 9 },
  lang: hostile,
  postedAt: at,
  updatedAt: at,
  corrected: { at, note: hostile },
};

export const hostileInfo: FeedInfo = {
  title: hostile,
  description: hostile,
  summary: [
    {
      kind: 'list',
      ordered: false,
      items: [[{ kind: 'paragraph', children: [{ kind: 'text', text: hostile }] }]],
    },
  ],
  lang: hostile,
  timezone: hostile,
  coverage: 'open',
  origins: ['https://good.example', `https://bad.example; script-src *\r\nX: y`, hostile],
};

export const hostileSnapshot: Snapshot = {
  feed: 'hostile',
  epoch: hostile,
  seq: 1,
  tag: hostile,
  info: hostileInfo,
  items: [hostileItem],
  pinned: hostileItem,
  more: `${at}~${hostileItem.id}`,
};
