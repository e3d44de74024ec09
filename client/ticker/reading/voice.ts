import { bodyText } from '../../../src/feed/body.ts';
import type { Item } from '../../../src/feed/item.ts';
import { isStruck } from '../../../src/feed/remarks.ts';

/** Reads an item aloud by the browser's own voice, in the item's language. Nothing is sent anywhere. */
export class Voice {
  #reads: { readonly id: string; readonly rev: number } | undefined;

  get isThere(): boolean {
    return 'speechSynthesis' in globalThis;
  }

  /** The item that is being read. */
  get item(): string | undefined {
    return this.#reads?.id;
  }

  /** `lang`: of the feed, for an item that names none. */
  read(item: Item, lang: string): void {
    this.stop();
    const text = [item.headline, bodyText(item.body)].filter((one) => one).join('.\n');
    const speech = new SpeechSynthesisUtterance(text);
    speech.lang = item.lang ?? lang;
    const reads = { id: item.id, rev: item.rev };
    speech.addEventListener('end', () => {
      if (this.#reads === reads) this.#reads = undefined;
    });
    this.#reads = reads;
    speechSynthesis.speak(speech);
  }

  /** Falls silent where the item that is being read is gone, withdrawn or worded anew. */
  keepOnly(itemOf: (id: string) => Item | undefined): void {
    if (this.#reads === undefined) return;
    const item = itemOf(this.#reads.id);
    if (item === undefined || isStruck(item) || item.rev !== this.#reads.rev) this.stop();
  }

  stop(): void {
    if (this.#reads === undefined) return;
    this.#reads = undefined;
    speechSynthesis.cancel();
  }
}
