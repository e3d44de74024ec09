import type { formats } from '../../src/import/formats/formats.ts';

/** A small story in every form. A format without one fails. */
export const stories: Readonly<Record<keyof typeof formats, string>> = {
  ndjson: `{"dateline":1,"feed":{"slug":"s","title":"S"}}
{"externalId":"a","postedAt":"2021-02-19T18:00:00Z","wordings":[{"kind":"post","at":"2021-02-19T18:00:00Z","body":"One."}]}
{"externalId":"b","postedAt":"2021-02-19T18:05:00+00:00","removedAt":"2021-02-19T19:00:00Z"}
{"pin":"a"}
`,
  'json-feed': JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'S',
    items: [
      {
        id: 7,
        url: 'https://paper.example/7',
        title: 'Two',
        content_html: '<p>Text</p>',
        image: '/i.jpg',
        date_published: '2021-02-19T18:05:00Z',
        date_modified: '2021-02-19T18:06:00Z',
        authors: [
          { name: 'Ada', avatar: 'http://x.example/a.png' },
          { name: 'Ben', url: 'https://ben.example' },
        ],
        tags: ['mars', 'x'.repeat(61)],
      },
    ],
  }),
  superdesk: JSON.stringify({
    _items: [
      superdeskPost('late', 3, '13:40', [{ item_type: 'text', text: '<b>Late </b>' }], {
        lb_highlight: true,
        sticky: true,
      }),
      superdeskPost(
        'moved',
        1.5,
        '13:50',
        [
          { item_type: 'text', text: '<p>Seen</p>' },
          {
            item_type: 'image',
            text: '<figure><img alt="A"></figure>',
            meta: {
              caption: 'C',
              credit: 'P',
              media: {
                renditions: {
                  a: { href: 'https://i.example/s', width: 320, height: 200 },
                  b: { href: 'https://i.example/l', width: 1080, height: 700 },
                },
              },
            },
          },
          { item_type: 'comment', text: '<p>Well said</p>', meta: { commenter: 'Eve' } },
          { item_type: 'scorecard', text: '<div>2:1</div>' },
        ],
        {
          sticky: true,
          original_creator: { display_name: 'Ada', picture_url: 'https://i.example/ada' },
        },
      ),
      superdeskPost('early', 2, '13:30', [
        {
          item_type: 'embed',
          meta: {
            original_url: 'https://x.example/p',
            title: 'Card',
            description: 'About',
            thumbnail_url: 'https://x.example/t',
          },
        },
      ]),
      superdeskPost('gone', 0, '13:20', [{ item_type: 'text', text: 'unsayable' }], {
        deleted: true,
      }),
      superdeskPost('draft', 9, '13:55', [{ item_type: 'text', text: 'no' }], {
        post_status: 'draft',
      }),
    ],
  }),
  wordpress: JSON.stringify({
    entries: [
      {
        id: 5,
        type: 'new',
        render: '<p>First</p>',
        timestamp: '1613757900',
        entry_time: '1613757900',
        authors: [{ name: 'Ada', avatar: '<img src="https://i.example/ada">' }],
      },
      {
        id: 5,
        type: 'update',
        render: '<p>Second</p>',
        headline: 'Head',
        timestamp: '1613758000',
        entry_time: '1613757900',
        key_event: true,
      },
      { id: 6, type: 'delete', render: '', timestamp: 1613758100, entry_time: 1613757950 },
      {
        id: 7,
        type: 'new',
        status: 'draft',
        render: 'no',
        timestamp: 1613758100,
        entry_time: 1613757950,
      },
    ],
  }),
  guardian: JSON.stringify({
    blocks: [
      {
        id: 'b2',
        title: 'Landed',
        blockFirstPublished: 1613757900000,
        blockLastUpdated: 1613757899000,
        attributes: { keyEvent: true, summary: true, pinned: true },
        contributors: [{ name: 'Ada', imageUrl: 'https://i.example/ada.png' }],
        elements: [
          {
            _type: 'model.dotcomrendering.pageElements.TextBlockElement',
            html: '<p><strong>The words? </strong>No.</p>',
          },
          {
            _type: 'model.dotcomrendering.pageElements.ImageBlockElement',
            media: {
              allImages: [
                { url: 'https://i.example/s.jpg', fields: { width: '500', height: '300' } },
                { url: 'https://i.example/l.jpg', fields: { width: '4000', height: '2400' } },
              ],
            },
            data: { alt: 'A', caption: 'By <a href="https://x.example/">us</a>', credit: 'P' },
          },
          {
            _type: 'model.dotcomrendering.pageElements.YoutubeBlockElement',
            assetId: 'abcdefghijk',
            mediaTitle: 'Film',
          },
          {
            _type: 'model.dotcomrendering.pageElements.InteractiveBlockElement',
            url: 'https://interactive.example/map',
            alt: 'Map',
          },
          {
            _type: 'model.dotcomrendering.pageElements.RichLinkBlockElement',
            url: 'https://x.example/r',
            text: 'Rich',
          },
        ],
      },
      { id: 'b1', blockFirstPublished: 1613757000000, attributes: {}, elements: [] },
    ],
  }),
  rss: `<?xml version="1.0" encoding="ISO-8859-1"?><rss version="2.0" xmlns:dc="d" xmlns:content="c" xmlns:media="m"><channel><title>S</title>
<item><guid>g1</guid><link>https://paper.example/1</link><title>Br\u00fccke &amp; Tor</title><pubDate>Fri, 19 Feb 2021 18:05:00 GMT</pubDate>
<dc:creator>Ada</dc:creator><category>mars</category><description>short</description><content:encoded><![CDATA[<p>Long &eacute;</p>]]></content:encoded>
<media:content url="https://i.example/m.jpg" medium="image" width="600" height="400"><media:description>M</media:description><media:credit>P</media:credit></media:content></item></channel></rss>`,
  atom: `<feed xmlns="http://www.w3.org/2005/Atom"><title>S</title><entry><id>urn:1</id><title type="html">A &lt;b&gt;head&lt;/b&gt;</title>
<published>2021-02-19T18:05:00Z</published><updated>2021-02-19T18:09:00Z</updated><author><name>Ada</name></author><link href="/1"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One <b>two</b> &lt;3</p></div></content></entry></feed>`,
  'json-ld': `<!doctype html><title>S</title><script type="application/ld+json">${JSON.stringify({
    '@graph': [
      {
        '@type': 'LiveBlogPosting',
        liveBlogUpdate: [
          {
            '@type': 'BlogPosting',
            '@id': 'u1',
            headline: 'Head',
            articleBody: 'One.\nTwo <3',
            datePublished: '2021-02-19T18:05:00+01:00',
            dateModified: '2021-02-19T18:09:00+01:00',
            author: { '@type': 'Person', name: 'Ada', jobTitle: 'Reporter' },
            image: [{ url: 'https://i.example/a.jpg', caption: 'C', width: 600, height: 400 }],
          },
        ],
      },
    ],
  }).replaceAll('<', '\\u003c')}</script>`,
};

function superdeskPost(
  id: string,
  order: number,
  time: string,
  items: readonly object[],
  more: object = {},
) {
  const at = `2016-03-29T${time}:00+00:00`;
  const refs = items.map((item) => ({ item }));
  const groups = [
    { id: 'root', refs: [{ idRef: 'main' }] },
    { id: 'main', refs },
  ];
  return { _id: id, published_date: at, _updated: at, order, post_status: 'open', groups, ...more };
}
