import { h, type Element } from '../../feed/draw/markup.ts';
import { feedPath, linkTo, type Place } from '../shell/place.ts';

/** The first steps on a new server, with its `address` filled in: create a feed, publish, embed. */
export function firstSteps(place: Place, address: string, known: string | undefined): Element {
  const feed = known ?? 'harbour';
  return h(
    'section',
    { class: 'site-steps', 'aria-labelledby': 'steps' },
    h(
      'h2',
      { class: 'site-label', id: 'steps' },
      known === undefined ? 'Three steps to the first item' : 'How it works',
    ),
    h(
      'ol',
      { role: 'list' },
      step(
        known === undefined ? 'Create the first feed' : 'Create a feed',
        h(
          'p',
          {},
          'Open the ',
          h('a', { href: linkTo(place, 'newsroom') }, 'newsroom'),
          ' and sign in: with ',
          h('code', {}, 'ADMIN_TOKEN'),
          ', or with the link the server printed when it first started. Or from a terminal:',
        ),
        sample(
          'Create a feed',
          known === undefined
            ? call('POST', `${address}/api/v1/feeds`, { slug: feed, title: 'At the harbour' })
            : call('POST', `${address}/api/v1/feeds`, { slug: 'second', title: 'A second feed' }),
        ),
      ),
      step(
        'Publish',
        h('p', {}, 'Write in the newsroom and press Ctrl+Enter, or send it. The body is Markdown.'),
        sample(
          'Publish an item',
          call('POST', `${address}/api/v1/feeds/${feed}/items`, {
            headline: 'The first ship is in',
            body: 'She came through the lock at *five past six*.',
          }),
        ),
        h(
          'p',
          {},
          'Readers see it at ',
          h('a', { href: linkTo(place, feedPath(feed)) }, `${address}/feeds/${feed}`),
          '.',
        ),
      ),
      step(
        'Embed it',
        h('p', {}, 'The script once, then one tag wherever the feed is to stand:'),
        sample(
          'Embed a feed',
          `<script src="${address}/v1/ticker.js" async></script>\n<live-ticker feed="${feed}" src="${address}"></live-ticker>`,
        ),
      ),
    ),
  );
}

function step(title: string, ...content: readonly Element[]): Element {
  return h('li', {}, h('h3', {}, title), content);
}

/** A command or a piece of HTML to copy. It scrolls sideways, so it must be reachable by keyboard (WCAG 2.1.1). */
function sample(label: string, text: string): Element {
  return h(
    'pre',
    { class: 'site-sample', tabindex: 0, role: 'region', 'aria-label': label },
    h('code', {}, text),
  );
}

function call(method: string, url: string, body: object): string {
  return [
    `curl -X ${method} ${url}`,
    `-H "Authorization: Bearer $ADMIN_TOKEN"`,
    `-H 'Content-Type: application/json'`,
    `-d '${JSON.stringify(body, undefined, 2).replaceAll('\n', '\n  ')}'`,
  ].join(' \\\n  ');
}
