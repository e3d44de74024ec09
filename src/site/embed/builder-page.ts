import { h, type Element } from '../../feed/draw/markup.ts';
import { ways, type Way } from '../../feed/embed/embed-code.ts';
import { optionsQuery, readOptions } from '../../feed/embed/embed-options.ts';
import { isUnlisted, needsToken, type FeedInfo } from '../../feed/feed-info.ts';
import { enPages } from '../../feed/words/en.ts';
import { framed, styleLinks } from '../pages/frame-markup.ts';
import type { Page } from '../shell/page.ts';
import { feedPath, linkTo, type FeedPlace } from '../shell/place.ts';
import { builderForm, radios } from './builder-form.ts';
import { builderWays } from './builder-ways.ts';

/** The page on which anybody gets the code that shows a feed on their site. `address`: the server's, in the code. */
export function builderPage(
  place: FeedPlace,
  info: FeedInfo,
  address: string,
  query: Readonly<Record<string, unknown>>,
): Page {
  const { feed } = place;
  const options = readOptions(query);
  const heading = typeof query['heading'] === 'string' ? query['heading'].slice(0, 100) : '';
  const widths = ['220', '300', '360', ''];
  const width =
    widths.find((each) => each === query['width']) ?? (options.layout === 'rail' ? '300' : '');
  const way: Way = ways.find((each) => each === query['way']) ?? 'script';
  return {
    status: 200,
    title: `Get the code – ${info.title}`,
    lang: 'en',
    framing: { kind: 'nobody' },
    framesOwn: true,
    head: [
      h('meta', { name: 'robots', content: 'noindex' }),
      ...styleLinks(place),
      h('link', { rel: 'stylesheet', href: linkTo(place, 'assets/builder.css') }),
      h('script', { src: linkTo(place, 'v1/embed.js'), defer: true }),
      h('script', { src: linkTo(place, 'assets/builder.js'), defer: true }),
    ],
    body: framed(
      place,
      h(
        'main',
        {
          id: 'main',
          class: 'builder',
          'data-feed': feed,
          'data-title': info.title,
          // Without a public address, the script takes the one that the reader has come by.
          'data-address': place.site.publicUrl === undefined ? undefined : address,
        },
        h(
          'p',
          { class: 'site-back' },
          h('a', { href: linkTo(place, feedPath(feed)) }, 'Back to the feed'),
        ),
        h('h1', {}, 'Get the code'),
        h(
          'p',
          { class: 'builder-lead' },
          'Show “',
          h('bdi', { lang: info.lang }, info.title),
          '” on your site. The preview is the real feed.',
        ),
        builderForm(info, options, heading),
        h(
          'section',
          { class: 'builder-preview', 'aria-labelledby': 'preview' },
          h('h2', { id: 'preview' }, 'Preview'),
          radios(
            'Width of the preview',
            'width',
            width,
            widths.map((value) => ({ value, words: value === '' ? 'Full' : value })),
          ),
          h(
            'div',
            { class: 'builder-stage' },
            h('iframe', {
              src: linkTo(place, `embed/${feed}${optionsQuery(options)}`),
              title: 'Preview of the feed',
              height: 600,
            }),
          ),
        ),
        builderWays({ address, feed, title: info.title }, options, heading, way),
        facts(info),
      ),
    ),
  };
}

function facts(info: FeedInfo): Element {
  const { origins } = info;
  return h(
    'dl',
    { class: 'builder-facts' },
    needsToken(info) &&
      fact(
        'Token',
        'This feed is for signed-in readers: your server signs a token for each of them, and your page gives it to the ticker as its attribute “token”. Frame, WordPress and Server have none. docs/embedders/signed-readers.md has the code.',
      ),
    isUnlisted(info) &&
      fact(
        'Found by',
        'Whoever knows the address: no list names this feed, and search engines are asked to leave it out. A page that shows it tells its readers the address.',
      ),
    fact('Allowed on', origins === undefined ? 'Every site' : listed(origins)),
    origins !== undefined &&
      fact(
        'Elsewhere',
        `A site that is not on this list is refused: its readers see “${enPages.notShownHere}”. The newsroom adds sites in the settings of the feed. A sandboxed frame has no name to be on a list, so it needs allow-same-origin.`,
      ),
    fact(
      'Weight',
      '25 KB for all feeds of a page, loaded without holding your page up; a whole feed loads 13 KB more after its first items',
    ),
    fact(
      'Privacy',
      'No cookies, and nothing stored on your site or in frames on it; pictures come from where editors link them',
    ),
    fact(
      'Without scripts',
      'Readers see the items with Frame, WordPress and Server, and nothing with Script and Module',
    ),
  );
}

function fact(name: string, words: string): Element {
  return h('div', {}, h('dt', {}, name), h('dd', {}, words));
}

function listed(origins: readonly string[]): string {
  return origins.length === 0 ? 'No other site' : origins.join(', ');
}
