import type { formats } from '../../src/import/formats/formats.ts';

const plain = { bylines: [], tags: [], breaking: false, key: false };

/** What the stories come to. */
export const retold: Readonly<Record<keyof typeof formats, object>> = {
  ndjson: {
    entries: [
      {
        ...plain,
        id: 'a',
        postedAt: '2021-02-19T18:00:00.000Z',
        updatedAt: '2021-02-19T18:00:00.000Z',
        markdown: 'One.',
      },
      { id: 'b', postedAt: '2021-02-19T18:05:00.000Z', removedAt: '2021-02-19T19:00:00.000Z' },
    ],
    losses: ['feed information'],
    pin: 'a',
  },
  'json-feed': {
    entries: [
      {
        ...plain,
        id: '7',
        postedAt: '2021-02-19T18:05:00.000Z',
        updatedAt: '2021-02-19T18:06:00.000Z',
        markdown: 'Text',
        headline: 'Two',
        link: 'https://paper.example/7',
        bylines: ['Ada', 'Ben'],
        people: [{ name: 'Ada' }, { name: 'Ben', url: 'https://ben.example/' }],
        tags: ['mars'],
        image: { url: 'https://paper.example/i.jpg', alt: 'i.jpg' },
        images: [{ url: 'https://paper.example/i.jpg', alt: 'i.jpg' }],
      },
    ],
    losses: ['feed information', 'no description', 'avatar', 'tags'],
  },
  superdesk: {
    // Oldest first; its editors had put the later post below the earlier one.
    entries: [
      { id: 'gone', postedAt: '2016-03-29T13:20:00.000Z', removedAt: '2016-03-29T13:20:00.000Z' },
      {
        ...plain,
        id: 'moved',
        postedAt: '2016-03-29T13:50:00.000Z',
        placedAt: '2016-03-29T13:29:59.999Z',
        updatedAt: '2016-03-29T13:50:00.000Z',
        markdown: 'Seen\n\n> Well said\n>\n> — Eve\n\n2:1',
        key: true,
        bylines: ['Ada'],
        people: [{ name: 'Ada', picture: 'https://i.example/ada' }],
        image: {
          url: 'https://i.example/l',
          alt: 'C',
          caption: 'C',
          credit: 'P',
          width: 1080,
          height: 700,
        },
        images: [
          {
            url: 'https://i.example/l',
            alt: 'C',
            caption: 'C',
            credit: 'P',
            width: 1080,
            height: 700,
          },
        ],
      },
      {
        ...plain,
        id: 'early',
        postedAt: '2016-03-29T13:30:00.000Z',
        updatedAt: '2016-03-29T13:30:00.000Z',
        markdown: '[Card](https://x.example/p)\n\nAbout',
      },
      {
        ...plain,
        id: 'late',
        postedAt: '2016-03-29T13:40:00.000Z',
        updatedAt: '2016-03-29T13:40:00.000Z',
        markdown: '**Late**',
        key: true,
      },
    ],
    losses: [
      'draft',
      'comment',
      'structured fields',
      'place of pictures',
      'several pins',
      'card picture',
    ],
    pin: 'late',
  },
  wordpress: {
    entries: [
      {
        ...plain,
        id: '5',
        postedAt: '2021-02-19T18:05:00.000Z',
        updatedAt: '2021-02-19T18:06:40.000Z',
        markdown: 'Second',
        headline: 'Head',
        key: true,
      },
      { id: '6', postedAt: '2021-02-19T18:05:50.000Z', removedAt: '2021-02-19T18:08:20.000Z' },
    ],
    losses: ['draft'],
  },
  guardian: {
    entries: [
      { kind: 'empty' },
      {
        ...plain,
        id: 'b2',
        postedAt: '2021-02-19T18:05:00.000Z',
        // Its clock said that it was changed before it was published.
        updatedAt: '2021-02-19T18:05:00.000Z',
        headline: 'Landed',
        markdown:
          '**The words?** No.\n\nFilm\n\nhttps://www.youtube.com/watch?v=abcdefghijk\n\n[Map](https://interactive.example/map)',
        key: true,
        tags: ['summary'],
        bylines: ['Ada'],
        people: [{ name: 'Ada', picture: 'https://i.example/ada.png' }],
        image: {
          url: 'https://i.example/l.jpg',
          alt: 'A',
          caption: 'By us',
          credit: 'P',
          width: 4000,
          height: 2400,
        },
        images: [
          {
            url: 'https://i.example/l.jpg',
            alt: 'A',
            caption: 'By us',
            credit: 'P',
            width: 4000,
            height: 2400,
          },
        ],
        related: [
          { url: 'https://x.example/', title: 'us' },
          { url: 'https://x.example/r', title: 'Rich' },
        ],
      },
    ],
    losses: ['feed information', 'interactive', 'place of pictures'],
    pin: 'b2',
  },
  rss: {
    entries: [
      {
        ...plain,
        id: 'g1',
        postedAt: '2021-02-19T18:05:00.000Z',
        updatedAt: '2021-02-19T18:05:00.000Z',
        headline: 'Brücke & Tor',
        markdown: 'Long é',
        link: 'https://paper.example/1',
        bylines: ['Ada'],
        tags: ['mars'],
        image: {
          url: 'https://i.example/m.jpg',
          alt: 'M',
          caption: 'M',
          credit: 'P',
          width: 600,
          height: 400,
        },
        images: [
          {
            url: 'https://i.example/m.jpg',
            alt: 'M',
            caption: 'M',
            credit: 'P',
            width: 600,
            height: 400,
          },
        ],
      },
    ],
    losses: ['feed information'],
  },
  atom: {
    entries: [
      {
        ...plain,
        id: 'urn:1',
        postedAt: '2021-02-19T18:05:00.000Z',
        updatedAt: '2021-02-19T18:09:00.000Z',
        headline: 'A head',
        markdown: 'One **two** <3',
        link: 'https://paper.example/1',
        bylines: ['Ada'],
      },
    ],
    losses: ['feed information'],
  },
  'json-ld': {
    entries: [
      {
        ...plain,
        id: 'u1',
        postedAt: '2021-02-19T17:05:00.000Z',
        updatedAt: '2021-02-19T17:09:00.000Z',
        headline: 'Head',
        markdown: 'One.\n\nTwo <3',
        bylines: ['Ada'],
        people: [{ name: 'Ada', role: 'Reporter' }],
        image: { url: 'https://i.example/a.jpg', alt: 'C', caption: 'C', width: 600, height: 400 },
        images: [
          { url: 'https://i.example/a.jpg', alt: 'C', caption: 'C', width: 600, height: 400 },
        ],
      },
    ],
    losses: ['feed information'],
  },
};
