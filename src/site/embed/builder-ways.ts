import { h, type Element } from '../../feed/draw/markup.ts';
import {
  codeOf,
  policyOf,
  ways,
  type EmbedSubject,
  type Way,
} from '../../feed/embed/embed-code.ts';
import type { EmbedOptions } from '../../feed/embed/embed-options.ts';
import { radios } from './builder-form.ts';

const names: Readonly<Record<Way, string>> = {
  script: 'Script',
  frame: 'Frame',
  wordpress: 'WordPress',
  server: 'Server',
  module: 'Module',
};

const notes: Readonly<Record<Way, string>> = {
  script: 'For any page that may carry a script. One script serves all feeds on a page.',
  frame:
    'For sites that allow frames alone. The script gives the frame its height; without it, the frame scrolls.',
  wordpress:
    'Put the address on a line of its own, in WordPress and wherever else oEmbed is read. So it is with the address of one update.',
  server:
    'The items are in your page before any script runs. Let your server pass /live/ on to the address of this one, or fetch the fragment in your template.',
  module: 'For pages that draw the items themselves.',
};

/** The code of each way under its tab. Tabs are radio buttons, so that they need no script. */
export function builderWays(
  subject: EmbedSubject,
  options: EmbedOptions,
  heading: string,
  chosen: Way,
): Element {
  const [codes, policies] = [codeOf(subject, options, heading), policyOf(subject)];
  return h(
    'section',
    { class: 'builder-ways', 'aria-labelledby': 'code' },
    h('h2', { id: 'code', class: 'site-hidden' }, 'The code'),
    radios(
      'Way to show it',
      'way',
      chosen,
      ways.map((way) => ({ value: way, words: names[way] })),
    ),
    ways.map((way) =>
      h(
        'div',
        { class: `builder-code builder-code-${way}`, 'data-way': way },
        h('pre', {}, h('code', { dir: 'ltr' }, codes[way])),
        h(
          'div',
          { class: 'builder-act' },
          h('button', { type: 'button', class: 'builder-copy', hidden: true }, 'Copy code'),
          h('p', {}, notes[way]),
        ),
        h(
          'p',
          { class: 'builder-policy' },
          'A site with a Content-Security-Policy must allow: ',
          h('code', { dir: 'ltr' }, policies[way]),
        ),
      ),
    ),
    h('p', { class: 'site-hidden builder-said', role: 'status' }),
  );
}
