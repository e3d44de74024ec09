import { anchorOf } from '../../../src/feed/draw/entry-markup.ts';
import type { Edition, ItemTools } from '../../../src/feed/draw/edition.ts';
import { isItem, type Entry, type Item } from '../../../src/feed/item.ts';
import { isStruck } from '../../../src/feed/remarks.ts';
import { enReading } from '../../../src/feed/words/en.ts';
import type { ReadingWords } from '../../../src/feed/words/words.ts';
import { part, write } from '../view/parts.ts';
import type { Lent, ReadingTools } from '../loaded/load-reading.ts';
import { Ages } from './ages.ts';
import { AlarmBar } from './alarm-bar.ts';
import { Device } from './device.ts';
import { FilterRow } from './filter-row.ts';
import { ItemMenu } from './item-menu.ts';
import { choicesOf } from './kept-choices.ts';
import { ofKind } from './kinds.ts';
import { LastVisit } from './last-visit.ts';
import { RowWindow } from './row-window.ts';
import { SinceLine } from './since-line.ts';
import { watchToken } from './token-end.ts';
import { ViewMenu, type Choices } from './view-menu.ts';
import { Voice } from './voice.ts';
import { Wordings } from './wordings.ts';
import { zoneName } from './zone-name.ts';

/** The reader's tools around one ticker's rows. */
export class Reading implements ReadingTools {
  readonly #filters: FilterRow;
  readonly #menu: ItemMenu;
  readonly #voice = new Voice();
  readonly #wordings: Wordings;
  readonly #since: SinceLine;
  readonly #visit: LastVisit;
  readonly #view: ViewMenu;
  readonly #alarm: AlarmBar;
  readonly #ages: Ages;
  readonly #window: RowWindow;
  readonly #none = part('p', 'none');
  readonly #acts = new AbortController();
  readonly #ends: readonly (() => void)[];
  readonly forItems: ItemTools;
  #edition: Edition | undefined;

  constructor(private readonly lent: Lent) {
    const { store, server, place, bar, list, options, draw, arrange, root } = lent;
    const device = new Device(server);
    this.#visit = new LastVisit(device, store.feed, store, lent.clock);
    this.#filters = new FilterRow(() => lent.ask(() => draw()));
    this.#since = new SinceLine(this.#visit.left, (item) => this.#goTo(item));
    this.#wordings = new Wordings(server, store, draw);
    this.#window = new RowWindow(list, arrange);
    this.#alarm = new AlarmBar(bar, (item) => {
      lent.ask(() => {
        if (store.paused) store.resume();
        store.reveal();
      });
      this.#goTo(item);
    });
    this.#ages = new Ages(
      { ...lent.clock, now: () => store.nowMs ?? lent.clock.now() },
      list,
      () => this.#lang,
      () => store.paused || document.hidden,
    );
    this.#menu = new ItemMenu(
      {
        words: () => this.#words,
        tickerWords: lent.words,
        itemUrl: lent.itemUrl,
        lang: () => this.#feedLang,
        say: lent.say,
      },
      this.#voice,
    );
    const chosen = choicesOf(device.read('view'));
    this.#view = new ViewMenu(
      {
        order: chosen.order ?? options.order,
        atOnce: chosen.atOnce ?? options.mode === 'shown',
      },
      (choices) => {
        device.write('view', JSON.stringify(choices));
        this.#use(choices);
      },
    );
    // Without words until there is a feed: one that is refused has none.
    this.#view.element.hidden = this.#filters.element.hidden = true;
    const isChosen = options.filter !== undefined;
    place.replaceChildren(
      this.#since.element,
      this.#view.element,
      ...(isChosen ? [] : [this.#filters.element]),
      this.#none,
    );
    root.append(this.#menu.element);
    const { signal } = this.#acts;
    list.addEventListener('click', (event) => this.#clicked(event), { signal });
    list.addEventListener('keydown', (event) => this.#pressed(event), { signal });
    this.#ends = [store.listen(() => this.#keepOnlyThere()), watchToken(root.host, store)];
    this.forItems = {
      beside: (item) => this.#ages.beside(item),
      remark: (item) => ({
        class: 'lt-what',
        role: 'button',
        tabindex: '0',
        'data-act': 'wordings',
        'aria-expanded': String(this.#wordings.isOpen(item.id)),
        title: this.#words.whatChanged,
      }),
      below: (item, edition) => this.#wordings.below(item, edition, this.#words),
      end: (item) => [this.#menu.opener(item)],
    };
    if (Object.keys(chosen).length > 0) this.#use(this.#view.choices);
  }

  get isStep(): boolean {
    return this.#window.isStep;
  }

  choose(entries: readonly Entry[]): readonly Entry[] {
    const chosen = ofKind(entries, this.#filters.chosen);
    this.#none.hidden = chosen.length > 0 || entries.length === 0;
    return this.#window.choose(chosen);
  }

  drawn(edition: Edition): void {
    const [{ store, words }, isFirst] = [this.lent, this.#edition === undefined];
    this.#edition = edition;
    const { items, pending, more } = store.screen;
    const now = words();
    this.#view.element.hidden = this.#filters.element.hidden = false;
    this.#filters.show(items, more, this.#words, this.#lang);
    this.#view.speak(this.#words);
    this.#since.show(
      // What waits behind the pill is new, too.
      [...pending, ...items],
      (at) => edition.time(at).text,
      () => zoneName(this.#lang, this.lent.options.zone),
      now,
      this.#words,
    );
    write(this.#none, this.#words.noneChosen);
    this.#mark();
    this.#window.drawn();
    // It broke before the tools were there.
    if (isFirst) this.broke(pending.filter((item) => item.breaking && !isStruck(item)));
  }

  broke([item]: readonly Item[]): void {
    if (item === undefined || this.lent.store.paused) return;
    this.#alarm.show(
      item,
      this.#edition?.time(item.postedAt).text ?? '',
      this.lent.words(),
      this.#words.close,
    );
  }

  stop(): void {
    this.#acts.abort();
    for (const end of this.#ends) end();
    this.#visit.stop();
    this.#ages.stop();
    this.#voice.stop();
    this.#alarm.stop();
    this.#window.stop();
    this.#menu.element.remove();
    this.lent.place.replaceChildren();
  }

  get #words(): ReadingWords {
    return { ...enReading, ...this.lent.words().reading };
  }

  get #feedLang(): string {
    return this.lent.store.info?.lang ?? 'en';
  }

  get #lang(): string {
    return this.lent.options.lang ?? this.#feedLang;
  }

  #use({ order, atOnce }: Choices): void {
    this.lent.ask(() => {
      this.lent.turn(order);
      this.lent.store.use(atOnce ? 'shown' : 'held');
    });
  }

  /** Nothing of an item that was taken down stays in any of the tools. */
  #keepOnlyThere(): void {
    const itemOf = (id: string) => this.#itemOf(id);
    this.#wordings.keepOnly(itemOf);
    this.#voice.keepOnly(itemOf);
    this.#menu.keepOnly(itemOf);
    this.#alarm.keepOnly(itemOf, this.lent.words());
    // A ticker that is behind says so where the news would stand.
    this.#alarm.giveWay(this.lent.store.status !== 'live', () => this.lent.store.screen.pending);
  }

  /** Draws the line between what is new and what the reader has seen. */
  #mark(): void {
    const { list } = this.lent;
    const marked = this.#since.marked;
    const row = marked && list.querySelector(`#${CSS.escape(anchorOf(marked.id))}`)?.closest('li');
    for (const other of list.querySelectorAll('.lt-left')) if (other !== row) unmark(other);
    const { left } = this.#visit;
    if (!row || left === undefined) return;
    row.classList.add('lt-left');
    const text = this.#edition?.time(new Date(left.atMs).toISOString()).text ?? '';
    row.setAttribute('data-left', this.#words.newSince.replace('{time}', text));
  }

  #goTo({ id }: Item): void {
    this.lent.ask(() => this.#window.bring(id));
    const article = this.lent.list.querySelector<HTMLElement>(`#${CSS.escape(anchorOf(id))}`);
    article?.scrollIntoView();
    article?.querySelector<HTMLElement>('.lt-headline')?.focus({ preventScroll: true });
  }

  #clicked({ target }: Event): void {
    const opener = target instanceof Element ? target.closest<HTMLElement>('[data-act]') : null;
    const item = opener === null ? undefined : this.#itemAround(opener);
    if (opener === null || item === undefined) return;
    if (opener.dataset['act'] === 'menu') this.#menu.open(item, opener);
    else this.lent.ask(() => this.#wordings.toggle(item));
  }

  #pressed(event: KeyboardEvent): void {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    if (!(event.target instanceof Element) || !event.target.matches('[role=button][data-act]'))
      return;
    event.preventDefault();
    this.#clicked(event);
  }

  #itemAround(element: Element): Item | undefined {
    const id = element.closest('article')?.id.slice(anchorOf('').length) ?? '';
    return this.#itemOf(id);
  }

  #itemOf(id: string): Item | undefined {
    const entry = this.lent.store.snapshot?.items.find((one) => one.id === id);
    return entry !== undefined && isItem(entry) ? entry : undefined;
  }
}

function unmark(row: Element): void {
  row.classList.remove('lt-left');
  row.removeAttribute('data-left');
}
