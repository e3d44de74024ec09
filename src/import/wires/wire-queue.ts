import type { Bus } from '../../bus/bus.ts';
import { Refusal, type RefusalCode } from '../../feed/refusal.ts';
import type { ImportedItem, ImportOutcome } from '../../log/imports.ts';
import type { Log } from '../../log/log.ts';
import type { FoundWire, WireEntry } from './wire.ts';
import type { WireLeases } from './wire-leases.ts';

/** Somebody here was faster: it is theirs. */
const others: ReadonlySet<RefusalCode> = new Set([
  'unknown_item',
  'stale_revision',
  'wrong_state',
  'already_published',
]);

/** What became of an entry here. */
export type WireOutcome = ImportOutcome['kind'];

interface Parts {
  readonly leases: Pick<WireLeases, 'entry' | 'keepEntry'>;
  readonly log: Log;
  readonly bus: Pick<Bus, 'notify'>;
}

/** Brings the entries of a wire to the editors, as drafts that are submitted. What an editor has touched is theirs. */
export class WireQueue {
  constructor(private readonly parts: Parts) {}

  async known({ id }: FoundWire, { external }: ImportedItem): Promise<WireEntry | undefined> {
    return this.parts.leases.entry(id, external.id);
  }

  /** `item`: with its pictures. What came before in another way, or has become a published item, is left. */
  async put(
    wire: FoundWire,
    item: ImportedItem,
    before: WireEntry | undefined,
  ): Promise<WireOutcome> {
    const { digest } = item.external;
    if (before?.digest === digest) return 'unchanged';
    try {
      if (before === undefined) return await this.make(wire, item);
      return await this.change(wire, item, before);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === 'external_id_taken') return 'taken';
      if (!others.has(error.code)) throw error;
      // It is not asked for again until the wire tells something else.
      const left = { item: before?.item ?? '', rev: before?.rev ?? 0, digest };
      await this.parts.leases.keepEntry(wire.id, item.external.id, left);
      return 'kept';
    }
  }

  private async make({ id, feed, actor }: FoundWire, item: ImportedItem): Promise<WireOutcome> {
    const { log, leases } = this.parts;
    const wording = item.wordings.at(-1);
    if (wording === undefined) return 'unchanged';
    const { content, markdown } = wording;
    // The same each time: what was kept by an instance that died before it was submitted is found again.
    const external = { id: item.external.id, fingerprint: `wire ${id}` };
    const kept = await log.keepDraft(feed, { content, markdown, external }, undefined, actor);
    const isNew = kept.state === 'draft' && kept.rev === 1;
    const draft = isNew
      ? await log.stepDraft(feed, kept.id, kept.rev, { kind: 'submit' }, undefined, actor)
      : kept;
    const { digest } = item.external;
    await leases.keepEntry(id, item.external.id, {
      item: draft.id,
      rev: draft.rev,
      digest,
    });
    this.tell(feed, draft.id, draft.rev, actor.name);
    return 'made';
  }

  private async change(
    { id, feed, actor }: FoundWire,
    item: ImportedItem,
    { item: draft, rev }: WireEntry,
  ): Promise<WireOutcome> {
    const { log, leases } = this.parts;
    const { id: entry, digest } = item.external;
    const wording = item.wordings.at(-1);
    if (item.removedAt !== undefined || wording === undefined) {
      await log.discardDraft(feed, draft, rev, undefined, actor);
      await leases.keepEntry(id, entry, { item: draft, rev: 0, digest });
      return 'removed';
    }
    const { content, markdown } = wording;
    const next = { content, markdown };
    const changed = await log.changeDraft(feed, draft, rev, next, undefined, actor);
    await leases.keepEntry(id, entry, { item: draft, rev: changed.rev, digest });
    this.tell(feed, draft, changed.rev, actor.name);
    return 'changed';
  }

  private tell(feed: string, id: string, rev: number, by: string): void {
    this.parts.bus.notify({ kind: 'draft', feed, id, rev, act: 'saved', by });
  }
}
