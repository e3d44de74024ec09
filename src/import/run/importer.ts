import type { Publisher } from '../../admin/publisher.ts';
import { Refusal, unknownFeed } from '../../feed/refusal.ts';
import type { Imports } from '../../log/imports.ts';
import type { Actor, Log } from '../../log/log.ts';
import type { Media } from '../../media/media.ts';
import type { Format } from '../formats/format.ts';
import type { Source } from '../told/source.ts';
import type { ToldEntry } from '../told/told.ts';
import { checked } from './checked.ts';
import type { Fetcher } from './fetched.ts';
import { Pictures } from './pictures.ts';
import { Tally, type Report } from './tally.ts';

/** Their names are in memory, some 100 bytes each. */
const maxEntries = 200_000;
/** A picture that comes along, as an upload. */
const maxFileBytes = 30 * 1024 * 1024;

export interface Order {
  readonly feed: string;
  /** The name of the format; undefined: by how the source begins. */
  readonly format?: string | undefined;
  /** Pictures stay where they are. */
  readonly linksPictures?: boolean;
  readonly by: Actor;
  /** Ends the work behind the entry that is being imported: what is done is done, and is not done twice. */
  readonly signal: AbortSignal;
}

/** A source that was looked at whole: it has no problem, and nothing was changed yet. */
export interface Looked {
  readonly format: Format;
  readonly entries: number;
  /** What it would do, and what of it has no place. */
  readonly foreseen: Report;
}

interface Parts {
  readonly log: Log;
  readonly imports: Imports;
  readonly publisher: Pick<Publisher, 'append' | 'announced'>;
  readonly media: Media;
  readonly fetcher: Fetcher;
}

/** Imports stories: first looks at all of a source and refuses it whole, then brings in one entry after the other. */
export class Importer {
  constructor(private readonly parts: Parts) {}

  /** Throws `unknown_feed`, `malformed` for what cannot be read, and `invalid_input` with every problem of every entry. */
  async look(source: Source, { feed, format: name, signal }: Order): Promise<Looked> {
    const { log, imports } = this.parts;
    if ((await log.heads([feed])).length === 0) throw unknownFeed(feed);
    const nowMs = Date.parse(await log.time());
    // Loaded with the first story: readers of every form are much, and a server starts without.
    const { formatOf } = await import('../formats/formats.ts');
    const format = await formatOf(source, name);
    const tally = new Tally();
    const seen = new Map<string, string>();
    for await (const told of format.read(source, nowMs)) {
      if (signal.aborted) throw new Refusal('malformed', 'The call ended before all was read.');
      if (told.kind === 'loss') tally.lose(told.loss);
      if (told.kind === 'media' && (told.bytes.length === 0 || told.bytes.length > maxFileBytes)) {
        tally.fault('/media', told.url, 'must have 1 byte to 30 MB, in base64');
      }
      if (told.kind !== 'entry') continue;
      tally.entries += 1;
      if (tally.entries > maxEntries) {
        throw new Refusal(
          'too_large',
          `Nothing was changed. It has more than ${maxEntries} entries: split it.`,
        );
      }
      const found = checked(told, nowMs);
      const entry = nameOf(told);
      for (const loss of told.losses ?? []) tally.lose(loss, entry);
      if (found.kind === 'empty') tally.lose('empty', entry);
      const pointer = `/entries/${tally.entries - 1}`;
      if (found.kind === 'faulty') {
        for (const fault of found.faults) tally.fault(pointer + fault.pointer, entry, fault.detail);
      }
      if (found.kind !== 'item') continue;
      const { id, digest } = found.item.external;
      const before = seen.get(id);
      if (before === digest) continue;
      if (before !== undefined) {
        tally.fault(
          `${pointer}/externalId`,
          entry,
          'is told twice, with different words: leave one',
        );
      }
      seen.set(id, digest);
      if (tally.faultCount === 0) tally.outcome(await imports.foresee(feed, found.item));
    }
    if (tally.entries === 0) {
      throw new Refusal(
        'malformed',
        'Nothing was changed. There is no entry in it: is it the right address, and the right form?',
      );
    }
    if (tally.faultCount > 0) throw refusal(tally);
    return { format, entries: tally.entries, foreseen: tally.report(format.title, true) };
  }

  /** Brings in what was looked at; `onEntry` is told after each. */
  async carryOut(
    source: Source,
    { format }: Looked,
    order: Order,
    onEntry: (done: number) => void,
  ): Promise<Report> {
    const { log, imports, publisher, media, fetcher } = this.parts;
    const { feed, by, signal } = order;
    const nowMs = Date.parse(await log.time());
    const tally = new Tally();
    const pictures = new Pictures(media, fetcher, by, signal);
    const items = new Map<string, string>();
    for await (const told of format.read(source, nowMs)) {
      if (signal.aborted) break;
      if (told.kind === 'loss') tally.lose(told.loss);
      if (told.kind === 'media') pictures.bring(told);
      if (told.kind === 'pin') await this.pin(order, items.get(told.externalId), tally);
      if (told.kind !== 'entry') continue;
      tally.entries += 1;
      const found = checked(told, nowMs);
      const entry = nameOf(told);
      for (const loss of told.losses ?? []) tally.lose(loss, entry);
      if (found.kind === 'empty') tally.lose('empty', entry);
      if (found.kind === 'item') {
        const foreseen = await imports.foresee(feed, found.item);
        const isNew = foreseen === 'made' || foreseen === 'changed';
        const lost = () => tally.lose('picture not fetched', entry);
        const item =
          isNew && order.linksPictures !== true
            ? await pictures.settled(found.item, lost)
            : found.item;
        const { kind, item: id, appended } = await imports.put(feed, item, by);
        for (const each of appended) publisher.announced(each);
        tally.outcome(kind);
        items.set(item.external.id, id);
      }
      pictures.forget();
      tally.pictures = pictures.added;
      onEntry(tally.entries);
    }
    return tally.report(format.title, false);
  }

  /** What is pinned here stays so. */
  private async pin({ feed, by }: Order, id: string | undefined, tally: Tally): Promise<void> {
    const { log, publisher } = this.parts;
    const pinned = (await log.snapshot(feed))?.pinned;
    if (id === undefined || pinned?.id === id) return;
    if (pinned !== null && pinned !== undefined) return tally.lose('pinned here');
    try {
      await publisher.append(feed, { kind: 'pin', id }, undefined, by);
    } catch (error) {
      // It was taken down here since.
      if (!(error instanceof Refusal) || error.retry) throw error;
    }
  }
}

function nameOf({ externalId }: ToldEntry): string {
  return typeof externalId === 'string' ? externalId.slice(0, 200) : '';
}

function refusal({ faults, faultCount, entries }: Tally): Refusal {
  const shown = faultCount > faults.length ? ` The first ${faults.length} are named.` : '';
  const detail = `Nothing was changed. There are ${faultCount} problems in ${entries} entries.${shown}`;
  return new Refusal('invalid_input', detail, faults);
}
