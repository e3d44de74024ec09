import { h, type Element, type Markup } from '../../feed/draw/markup.ts';
import type { EmbedOptions } from '../../feed/embed/embed-options.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';
import { languages } from '../../feed/words/languages.ts';
import { layoutPicture } from './layout-picture.ts';

/** The form's `id`, for its fields that stand elsewhere on the page. */
export const formId = 'options';

interface Choice {
  readonly value: string;
  readonly words: Markup | readonly Markup[];
}

/** What can be chosen, as a form that works without a script: it asks for the same page with another query. */
export function builderForm(info: FeedInfo, options: EmbedOptions, heading: string): Element {
  const { layout = 'feed', theme = '', limit = '', order = '', filter = '' } = options;
  const { lang = '', tz = '', clock = '' } = options;
  return h(
    'form',
    { id: formId, class: 'builder-form', method: 'get' },
    radios('Layout', 'layout', layout === 'feed' ? '' : layout, [
      { value: '', words: [layoutPicture('feed'), 'Feed'] },
      { value: 'rail', words: [layoutPicture('rail'), 'Rail'] },
      { value: 'bar', words: [layoutPicture('bar'), 'Bar'] },
    ]),
    field(
      'Heading',
      'heading',
      h('input', {
        id: 'builder-heading',
        name: 'heading',
        value: heading,
        maxlength: 100,
        placeholder: info.title,
      }),
    ),
    h(
      'div',
      { class: 'builder-pair' },
      select('Updates', 'limit', limit, [
        { value: '', words: 'All' },
        ...['1', '3', '5', '6', '10', '20'].map((value) => ({ value, words: value })),
      ]),
      select('Order', 'order', order, [
        { value: '', words: 'Newest first' },
        { value: 'oldest', words: 'Oldest first' },
      ]),
    ),
    h(
      'div',
      { class: 'builder-pair' },
      select('Language', 'lang', lang, [
        { value: '', words: 'The feed’s' },
        ...Object.keys(languages).map((value) => ({ value, words: nameOf(value) })),
      ]),
      select('Show', 'filter', filter, [
        { value: '', words: 'All updates' },
        { value: 'key', words: 'Key events' },
        { value: 'breaking', words: 'Breaking news' },
      ]),
    ),
    h(
      'div',
      { class: 'builder-pair' },
      select('Times', 'tz', tz, [
        { value: '', words: 'Reader’s zone' },
        { value: info.timezone, words: `Newsroom’s (${info.timezone})` },
      ]),
      select('Clock', 'clock', clock, [
        { value: '', words: 'Reader’s' },
        { value: '24', words: '19:04' },
        { value: '12', words: '7:04 PM' },
      ]),
    ),
    radios('Colours', 'theme', theme, [
      { value: '', words: 'Your page’s' },
      { value: 'light', words: 'Light' },
      { value: 'dark', words: 'Dark' },
    ]),
    h('button', { class: 'builder-go', type: 'submit' }, 'Show it'),
  );
}

/** Choices in a row, of which one is pressed. They belong to the form, wherever they stand. */
export function radios(
  legend: string,
  name: string,
  chosen: string,
  choices: readonly Choice[],
): Element {
  return h(
    'fieldset',
    { class: `builder-choice builder-${name}` },
    h('legend', {}, legend),
    h(
      'div',
      { class: 'builder-row' },
      choices.map(({ value, words }) =>
        h(
          'label',
          {},
          h('input', { type: 'radio', form: formId, name, value, checked: value === chosen }),
          h('span', {}, words),
        ),
      ),
    ),
  );
}

function select(label: string, name: string, chosen: string, choices: readonly Choice[]): Element {
  const options = choices.map(({ value, words }) =>
    h('option', { value, selected: value === chosen }, words),
  );
  return field(label, name, h('select', { id: `builder-${name}`, name }, options));
}

/** A field under its label. The label does not hold it, because then it would hold all the options' words, too. */
function field(label: string, name: string, control: Element): Element {
  return h(
    'div',
    { class: 'builder-field' },
    h('label', { for: `builder-${name}` }, label),
    control,
  );
}

/** A language by its own name. */
function nameOf(tag: string): string {
  return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
}
