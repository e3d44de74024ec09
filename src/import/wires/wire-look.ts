import type { Publisher } from '../../admin/publisher.ts';
import { Refusal } from '../../feed/refusal.ts';
import type { ImportedItem, Imports } from '../../log/imports.ts';
import type { Log } from '../../log/log.ts';
import type { Media } from '../../media/media.ts';
import type { Fetched, Fetcher, Validators } from '../run/fetched.ts';
import { Pictures } from '../run/pictures.ts';
import { spooled } from '../run/spooled.ts';
import { comesBy } from './comes-by.ts';
import type { FoundWire, WireLook } from './wire.ts';
import { wireEntries } from './wire-entries.ts';
import type { WireOutcome, WireQueue } from './wire-queue.ts';

export interface LookParts {
  readonly log: Log;
  readonly imports: Imports;
  readonly publisher: Pick<Publisher, 'announced'>;
  readonly media: Media;
  readonly fetcher: Fetcher;
  readonly queue: WireQueue;
}

/** What a look came to. */
export type Came = Validators & {
  readonly look: Omit<WireLook, 'at'>;
  readonly afterSeconds?: number | undefined;
};

/**
 * Looks at a wire once: fetches it, unless it says that it is the same, and brings what is new and what has changed, the oldest first.
 * `goesOn`, asked before each entry: whether this instance may still.
 */
export async function lookAt(
  wire: FoundWire,
  parts: LookParts,
  goesOn: () => Promise<boolean>,
  signal: AbortSignal,
): Promise<Came> {
  const found = await parts.fetcher.look(wire.url, wire, signal);
  if (found.kind === 'same') return { look: { outcome: 'same' } };
  if (found.kind === 'failed') {
    const { reason, afterSeconds } = found;
    return {
      look: { outcome: 'failed', reason: `The address ${reason}.` },
      afterSeconds,
    };
  }
  try {
    const { look, isWhole } = await new Bringing(wire, parts, goesOn, signal).bring(found.fetched);
    // What broke off is read again, and what was not taken may be taken later: a time that lies in the future.
    return isWhole && look.faulty === 0
      ? { look, etag: found.etag, modified: found.modified }
      : { look };
  } catch (error) {
    if (!(error instanceof Refusal) || error.retry) throw error;
    return { look: { outcome: 'failed', reason: error.message } };
  }
}

/** Brings one document of a wire. */
class Bringing {
  private readonly pictures: Pictures;
  private readonly counts = new Map<WireOutcome, number>();

  constructor(
    private readonly wire: FoundWire,
    private readonly parts: LookParts,
    private readonly goesOn: () => Promise<boolean>,
    private readonly signal: AbortSignal,
  ) {
    this.pictures = new Pictures(parts.media, parts.fetcher, wire.actor, signal);
  }

  async bring({ bytes, charset, url: base }: Fetched) {
    const document = (async function* () {
      yield bytes;
    })();
    const nowMs = Date.parse(await this.parts.log.time());
    const { items, faulty } = await spooled(document, { charset, base }, (source) =>
      wireEntries(source, nowMs),
    );
    let isWhole = true;
    for (const item of items) {
      isWhole = !this.signal.aborted && (await this.goesOn());
      if (!isWhole) break;
      const outcome = await this.put(item);
      if (outcome !== undefined) this.counts.set(outcome, (this.counts.get(outcome) ?? 0) + 1);
    }
    const of = (outcome: WireOutcome) => this.counts.get(outcome) ?? 0;
    const [made, changed, removed, kept] = [of('made'), of('changed'), of('removed'), of('kept')];
    const look = {
      outcome: 'read',
      made,
      changed,
      removed,
      kept,
      faulty,
    } as const;
    return { look, isWhole };
  }

  /** Undefined for an entry that does not come by this wire. */
  private async put(item: ImportedItem): Promise<WireOutcome | undefined> {
    const { wire, parts } = this;
    const { feed, goes, actor } = wire;
    const { imports, publisher, queue } = parts;
    const known = goes === 'queue' ? await queue.known(wire, item) : undefined;
    const foreseen = await imports.foresee(feed, item);
    // A draft that was kept by an instance which died then is found by its name.
    const mayBeNew = goes === 'queue' ? ['made', 'taken'] : ['made'];
    const isNew = known === undefined && mayBeNew.includes(foreseen);
    // What is there already follows its source, whatever the filter.
    if (isNew && !this.isWanted(item)) return undefined;
    if (goes === 'queue' && (isNew || known !== undefined)) {
      const isSame = known?.digest === item.external.digest;
      return queue.put(wire, isSame ? item : await this.withPictures(item), known);
    }
    if (foreseen !== 'made' && foreseen !== 'changed' && foreseen !== 'removed') return foreseen;
    const { kind, appended } = await imports.put(feed, await this.withPictures(item), actor);
    for (const each of appended) publisher.announced(each);
    return kind;
  }

  private isWanted({ postedAt, removedAt, wordings }: ImportedItem): boolean {
    const latest = wordings.at(-1);
    if (removedAt !== undefined || latest === undefined) return false;
    return postedAt > this.wire.since && comesBy(this.wire.filter, latest.content);
  }

  private async withPictures(item: ImportedItem): Promise<ImportedItem> {
    const settled = await this.pictures.settled(item, () => undefined);
    this.pictures.forget();
    return settled;
  }
}
