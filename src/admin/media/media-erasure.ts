import { may, type Principal } from '../../accounts/principal.ts';
import type { Bus } from '../../bus/bus.ts';
import type { Actor, Log } from '../../log/log.ts';
import { patched } from '../../log/patched.ts';
import { inUse, without, type MediaUse } from '../../media/media-use.ts';
import type { Media } from '../../media/media.ts';
import { Refusal } from '../../feed/refusal.ts';
import { demand } from '../access/demand.ts';

/** What becomes of the drafts that show an erased picture. */
export type OfDrafts = 'kept' | 'taken out';

/** Erases pictures and sounds of the library, and takes them out of drafts where that is asked for. */
export class MediaErasure {
  constructor(
    private readonly media: Pick<Media, 'usesOf' | 'erase'>,
    private readonly log: Pick<Log, 'draft' | 'changeDraft'>,
    private readonly bus: Pick<Bus, 'notify'>,
  ) {}

  /**
   * Throws `in_use`, with the places that this person may know of, where something shows the picture that cannot be taken out;
   * no draft is changed then. Every draft that is changed needs the right to publish in its feed.
   */
  async erase(id: string, person: Principal, by: Actor, ofDrafts: OfDrafts): Promise<void> {
    try {
      if (ofDrafts === 'taken out') await this.takeOut(id, person, by);
      await this.media.erase(id, by);
    } catch (error) {
      throw error instanceof Refusal ? withUsesFor(person, error) : error;
    }
  }

  private async takeOut(id: string, person: Principal, by: Actor): Promise<void> {
    const uses = await this.media.usesOf(id);
    if (uses.some(({ canGo }) => !canGo)) throw inUse(uses);
    for (const { feed } of uses) demand(person, ['publish'], feed);
    for (const { feed, item } of uses) {
      const draft = await this.log.draft(feed, item);
      // Published or discarded in the meantime: the erasure looks again.
      if (draft === undefined) continue;
      const content = patched(draft.content, without(draft.content, id));
      const { rev } = await this.log.changeDraft(
        feed,
        item,
        draft.rev,
        { ...draft, content },
        undefined,
        by,
      );
      this.bus.notify({ kind: 'draft', feed, id: item, rev, act: 'saved', by: by.name });
    }
  }
}

/** The uses as this person may know them: what a draft is called is for who may read drafts in its feed. */
export function usesFor(person: Principal, uses: readonly MediaUse[]): readonly object[] {
  return uses.map(({ title, ...use }) => {
    const isForReaders = use.by === 'item' || use.by === 'earlier wording';
    return isForReaders || may(person, 'read drafts', use.feed) ? { ...use, title } : use;
  });
}

function withUsesFor(person: Principal, refusal: Refusal): Refusal {
  const { code, message, faults, extra } = refusal;
  const { uses } = extra;
  if (!Array.isArray(uses)) return refusal;
  const told = usesFor(person, uses as readonly MediaUse[]);
  return new Refusal(code, message, faults, { ...extra, uses: told });
}
