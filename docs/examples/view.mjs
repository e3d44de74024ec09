// A reader's view, kept by PROTOCOL.md alone: nothing of Dateline's own code.

export class View {
  position = undefined;
  resets = 0;
  broken = [];
  #items = new Map();
  #pinned = null;
  #info = undefined;
  #hasOlder = false;

  begin({ epoch, seq, tag, info, items, pinned, more, reset }) {
    if (this.position !== undefined && reset === undefined) this.broken.push('no word why');
    if (reset !== undefined) this.resets += 1;
    this.position = { epoch, seq, tag };
    this.#info = info;
    this.#items = new Map(items.map((item) => [item.id, item]));
    this.#pinned = pinned;
    this.#hasOlder = more !== null;
  }

  /** Whether a change is the next one of the log that the view stands in. */
  isNext({ epoch, seq, prev }) {
    const here = this.position;
    return epoch === here.epoch && seq === here.seq + 1 && prev === here.tag;
  }

  step(change) {
    const { epoch, seq, tag, kind, at } = change;
    if (!this.isNext(change)) {
      this.broken.push(`${seq} after ${this.position.seq}`);
      return;
    }
    this.position = { epoch, seq, tag };
    if (kind === 'feed') this.#info = change.info;
    else if (kind === 'unpin') this.#pinned = this.#pinned?.id === change.id ? null : this.#pinned;
    else if (kind === 'takedown') this.#takeDown(change.id, at);
    // Of a kind that nobody here knows, the item counts where there is one.
    else if (change.item !== undefined) this.#put(change.item);
    if (kind === 'pin') this.#pinned = 'removedAt' in change.item ? null : change.item;
  }

  #put(item) {
    const known = this.#items.get(item.id);
    if (known === undefined && this.#isOld(item)) return;
    const isOlder = known !== undefined && ('removedAt' in known || known.rev > item.rev);
    if (!isOlder) this.#items.set(item.id, item);
    if (this.#pinned?.id === item.id && !('removedAt' in item)) this.#pinned = item;
  }

  #takeDown(id, removedAt) {
    const known = this.#items.get(id);
    if (known !== undefined) this.#items.set(id, { id, postedAt: known.postedAt, removedAt });
    if (this.#pinned?.id === id) this.#pinned = null;
  }

  #isOld(item) {
    const oldest = this.#list().at(-1);
    return this.#hasOlder && oldest !== undefined && isNewer(oldest, item);
  }

  #list() {
    return [...this.#items.values()].sort((a, b) => (isNewer(a, b) ? -1 : 1));
  }

  /** What a reader sees: the newest 20 items, the pinned one, the feed's information, and the position of all that. */
  tell() {
    const isPinned = (id) => this.#pinned?.id === id;
    const items = this.#list().slice(0, 20);
    return {
      ...this.position,
      info: this.#info,
      items: items.map((item) =>
        'removedAt' in item ? item : { ...item, pinned: isPinned(item.id) },
      ),
      pinned: this.#pinned === null ? null : { ...this.#pinned, pinned: true },
    };
  }

  /** Prints what a reader sees, as one line of JSON, at each press of Enter. */
  answer() {
    process.stdin.on('data', () => {
      const { resets, broken } = this;
      const view = this.position === undefined ? null : this.tell();
      process.stdout.write(`${JSON.stringify({ view, resets, broken })}\n`);
    });
  }
}

function isNewer(a, b) {
  return a.postedAt > b.postedAt || (a.postedAt === b.postedAt && a.id > b.id);
}
