import type { Device } from '../ticker/reading/device.ts';
import { subscribeTo, unsubscribeFrom } from './push-calls.ts';
import { knownSubscription, subscription } from './subscription.ts';

/** What this browser was asked to tell of a feed. */
interface Asked {
  readonly endpoint: string;
  readonly filters: readonly string[];
}

type Note = 'on' | 'off' | 'blocked' | 'failed' | '';

/** The part of a feed's page by which a reader is told news: a button at first, then what is told, and its end. */
export class PushPart {
  readonly #part: HTMLElement;
  readonly #device: Device;
  readonly #feed: string;
  readonly #key: string;
  readonly #begin: HTMLElement;
  readonly #choices: HTMLElement;
  readonly #note: HTMLElement;
  /** One after the other: the last choice is what holds. */
  #work = Promise.resolve();

  constructor(part: HTMLElement, device: Device) {
    this.#part = part;
    this.#device = device;
    this.#feed = part.dataset['feed'] ?? '';
    this.#key = part.dataset['key'] ?? '';
    this.#begin = inside(part, '.site-push-begin');
    this.#choices = inside(part, 'fieldset');
    this.#note = inside(part, '.site-push-note');
    this.#begin.addEventListener('click', () => this.#do(() => this.#ask(true)));
    inside(part, '.site-push-end').addEventListener('click', () => this.#do(() => this.#end()));
    this.#choices.addEventListener('change', () => this.#do(() => this.#ask(false)));
  }

  /** Shows how it is. What the push service or the server has changed since the last visit is mended. */
  show(): void {
    const asked = this.#asked();
    if (asked !== undefined) {
      for (const box of this.#boxes()) box.checked = asked.filters.includes(box.value);
      this.#do(async () => {
        if (Notification.permission !== 'granted') return this.#forget();
        const known = await knownSubscription();
        const fresh = await subscription(this.#key, this.#device);
        if (known?.endpoint !== asked.endpoint || fresh.endpoint !== asked.endpoint) {
          await this.#tell(fresh, asked.filters);
        }
        this.#draw('');
      });
    }
    this.#draw('');
    this.#part.hidden = false;
  }

  /** `isFirst`: by the button, so that the browser may be asked. */
  async #ask(isFirst: boolean): Promise<void> {
    const filters = this.#boxes()
      .filter(({ checked }) => checked)
      .map(({ value }) => value);
    if (filters.length === 0) return this.#end();
    if (isFirst && (await Notification.requestPermission()) !== 'granted') {
      return this.#draw('blocked');
    }
    await this.#tell(await subscription(this.#key, this.#device), filters);
    this.#draw('on');
    if (isFirst) this.#boxes()[0]?.focus();
  }

  async #tell(fresh: PushSubscription, filters: readonly string[]): Promise<void> {
    await subscribeTo(this.#feed, fresh, filters);
    const asked: Asked = { endpoint: fresh.endpoint, filters };
    this.#device.write(this.#name, JSON.stringify(asked));
  }

  async #end(): Promise<void> {
    // The push service may have given the browser another address since.
    const endpoints = [this.#asked()?.endpoint, (await knownSubscription())?.endpoint];
    for (const endpoint of new Set(endpoints)) {
      if (endpoint !== undefined) await unsubscribeFrom(this.#feed, endpoint);
    }
    this.#forget();
    this.#draw('off');
    this.#begin.focus();
  }

  #forget(): void {
    this.#device.write(this.#name, '');
    this.#draw('');
    const [breaking, ...tags] = this.#boxes();
    if (breaking !== undefined) breaking.checked = true;
    for (const tag of tags) tag.checked = false;
  }

  #do(work: () => Promise<void>): void {
    this.#work = this.#work.then(work).catch(() => this.#draw('failed'));
  }

  #draw(note: Note): void {
    const isOn = this.#asked() !== undefined;
    this.#begin.hidden = isOn;
    this.#choices.hidden = !isOn;
    this.#note.textContent = note === '' ? '' : (this.#note.dataset[note] ?? '');
  }

  #boxes(): readonly HTMLInputElement[] {
    return [...this.#choices.querySelectorAll('input')];
  }

  #asked(): Asked | undefined {
    const kept = this.#device.read(this.#name) ?? '';
    if (kept === '') return undefined;
    const { endpoint, filters } = JSON.parse(kept) as Partial<Asked>;
    return endpoint === undefined || filters === undefined ? undefined : { endpoint, filters };
  }

  get #name(): string {
    return `push:${this.#feed}`;
  }
}

function inside(part: HTMLElement, selector: string): HTMLElement {
  const found = part.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`The page has no ${selector}.`);
  return found;
}
