import type { Voice } from './announcer.ts';
import type { ReadyLayout } from '../loaded/load-layout.ts';
import type { Options } from '../options/options.ts';
import { button, part, write } from './parts.ts';
import { feedDirection } from '../../../src/feed/draw/direction.ts';
import type { Status } from '../store/standing.ts';
import { en } from '../../../src/feed/words/en.ts';
import { counted, type Words } from '../../../src/feed/words/words.ts';

/** The acts of a reader on the ticker's controls. */
export interface ChromeActions {
  readonly reveal: () => void;
  readonly pauseOrResume: () => void;
  readonly loadOlder: () => void;
}

/** Whether there are older items, and the state of loading them. */
type OlderState = 'none' | 'ready' | 'loading' | 'failed';

/** The ticker's controls, in its shadow root. The items are children of the host and appear in the slots. */
export class Chrome {
  readonly #status = part('p', 'status');
  readonly #pill = button('pill');
  readonly #pause = button('pause');
  readonly #older = button('older');
  readonly #heading = part('h2', 'heading');
  readonly #more = part('a', 'more');
  readonly bar = part('div', 'bar');
  /** Where the reader's tools stand. */
  readonly tools = part('div', 'tools');
  readonly #line = part('div', 'line');
  readonly #note = part('p', 'note');
  readonly #main = part('div', 'main');
  readonly #items = part('div', 'items');
  readonly #rest: readonly HTMLElement[];
  readonly #polite = region('polite');
  readonly #atOnce = region('assertive');
  #words: Words = en;
  #count = 0;
  #isPaused = false;
  #state: OlderState = 'none';

  /** `page`: the feed's own, where the site does not say where more news are. */
  constructor(
    root: ShadowRoot,
    private readonly options: Pick<Options, 'heading' | 'more' | 'order'>,
    private readonly ready: Pick<ReadyLayout, 'name' | 'layout'>,
    page: string,
    actions: ChromeActions,
  ) {
    const { heading } = options;
    const { name: layoutName, layout } = ready;
    root.host.setAttribute('data-layout', layoutName);
    this.#more.href = options.more ?? page;
    this.#pill.addEventListener('click', actions.reveal);
    this.#pause.addEventListener('click', actions.pauseOrResume);
    this.#older.addEventListener('click', actions.loadOlder);
    const { bar, tools } = this;
    const foot = part('div', 'foot');
    const items = this.#items;
    items.append(document.createElement('slot'));
    const pinned = document.createElement('slot');
    pinned.name = 'pinned';
    const hasHeading = layoutName !== 'bar' && (heading !== undefined || !layout.isWhole);
    const headings = hasHeading ? [this.#heading] : [];
    if (layout.isWhole) bar.append(...headings, this.#status, this.#pill, this.#pause);
    else bar.append(...headings, this.#pill, this.#status);
    this.#rest = layout.isWhole
      ? [...(options.more === undefined ? [] : [foot]), this.#older]
      : [foot];
    foot.append(this.#more, ...(layout.isWhole ? [] : [this.#pause]));
    const line = this.#line;
    if (layoutName === 'bar') line.append(bar, items, foot);
    root.replaceChildren(
      ...(layoutName === 'bar' ? [line] : [bar, tools, this.#note, pinned, this.#main]),
      this.#polite,
      this.#atOnce,
    );
    if (layoutName !== 'bar') this.turn(options.order);
    this.jumped(false);
    this.speak(en);
  }

  /** The way to older items is above the oldest where that stands on top. */
  turn(order: Options['order']): void {
    const [items, rest] = [this.#items, this.#rest];
    this.#main.append(...(order === 'oldest' ? [...rest, items] : [items, ...rest]));
  }

  /** Sets what the controls stand on, where the site says nothing else: rows pass below them. Empty: the browser's own. */
  ground(color: string): void {
    this.bar.style.setProperty('--ground', color);
  }

  /** Whether breaking news are on the one line. */
  alarm(isBreaking: boolean): void {
    this.#line.classList.toggle('alarm', isBreaking);
  }

  /** Sets the language of the controls. */
  speak(words: Words): void {
    this.#words = words;
    const { heading } = this.options;
    // The first look-up of a language is slow, and English is spoken before there are words of another.
    const dir = words === en ? 'ltr' : feedDirection(words);
    const spoken = [this.#status, this.#pill, this.#pause, this.#older, this.#note, this.#more];
    for (const element of spoken) {
      element.lang = words.lang;
      element.dir = dir;
    }
    if (heading === undefined) this.#heading.lang = words.lang;
    write(this.#heading, heading ?? words.newsFeed);
    write(this.#more, this.ready.name === 'bar' ? words.allNews : words.moreNews);
    write(this.#note, words.jumped);
    this.pending(this.#count);
    this.paused(this.#isPaused);
    this.older(this.#state);
  }

  status(status: Status | 'paused', text: string): void {
    if (this.#status.dataset['status'] !== status) this.#status.dataset['status'] = status;
    write(this.#status, text);
  }

  /** Shows and announces the note that all rows were replaced. */
  jumped(jumped: boolean): void {
    if (jumped && this.#note.hidden) this.say('polite', this.#words.jumped);
    show(this.#note, jumped);
  }

  /** `leadsOn`: the focus is about to go elsewhere, by the reader's act: `leavePill` follows. */
  pending(count: number, leadsOn = false): void {
    this.#count = count;
    if (count === 0 && this.#pill.matches(':focus')) {
      // Hiding what has the focus costs a layout.
      if (leadsOn) return;
      // The last waiting item may be taken down while its button has the focus.
      this.#pause.focus({ preventScroll: true });
    }
    show(this.#pill, count > 0);
    if (count === 0) return;
    const { newUpdates, more } = this.#words;
    write(this.#pill, counted(this.#words, this.ready.name === 'bar' ? more : newUpdates, count));
  }

  /** Gives the focus to what was revealed; where there is nothing, to what is beside the pill. */
  leavePill(heading: HTMLElement | null | undefined): void {
    heading?.focus();
    this.pending(this.#count);
  }

  paused(paused: boolean): void {
    this.#isPaused = paused;
    write(this.#pause, paused ? this.#words.resume : this.#words.pause);
  }

  older(state: OlderState): void {
    this.#state = state;
    show(this.#older, state !== 'none');
    this.#older.ariaDisabled = String(state === 'loading');
    const { older, olderLoading, olderFailed } = this.#words;
    write(
      this.#older,
      { none: older, ready: older, loading: olderLoading, failed: olderFailed }[state],
    );
  }

  get isOlderFocused(): boolean {
    return this.#older.matches(':focus');
  }

  /** `lang`: of the feed, in which an item is that names no language. */
  voice(lang: () => string | undefined): Voice {
    return {
      politely: (text) => this.say('polite', text),
      atOnce: (text, of) => this.say('assertive', text, of && (of.lang ?? lang())),
    };
  }

  /** Announces a text. A live region is read only when its text changes, so a repeated text gets another space. */
  say(politeness: 'polite' | 'assertive', text: string, lang = this.#words.lang): void {
    const heard = politeness === 'polite' ? this.#polite : this.#atOnce;
    if (heard.lang !== lang) heard.lang = lang;
    heard.textContent = text !== '' && heard.textContent === text ? `${text}\u00a0` : text;
  }
}

function show(element: HTMLElement, shown: boolean): void {
  if (element.hidden === shown) element.hidden = !shown;
}

function region(politeness: 'polite' | 'assertive'): HTMLElement {
  const element = document.createElement('p');
  element.className = 'heard';
  element.setAttribute('aria-live', politeness);
  element.dir = 'auto';
  return element;
}
