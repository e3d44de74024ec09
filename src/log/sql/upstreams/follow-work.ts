import type { Transaction } from 'kysely';
import { recordAct, type Actor } from '../../../database/audit.ts';
import type { Database } from '../../../database/database.ts';
import { releaseMedia, useMedia } from '../../../database/media-uses.ts';
import type { Schema } from '../../../database/schema.ts';
import type { DraftAct } from '../../../feed/newsroom-messages.ts';
import type { Item, ItemContent } from '../../../feed/item.ts';
import type { Command, StoryTimes } from '../../command.ts';
import type { Draft } from '../../draft.ts';
import type { Appended } from '../../log.ts';
import type { FollowPlan } from '../../upstreams/follow-plan.ts';
import type { ToldChange, ToldRemoval, ToldWording } from '../../upstreams/told-change.ts';
import { noWords, wordedAnew } from '../../worded-anew.ts';
import { appendLocked, lockFeed, type LockedFeed } from '../append.ts';
import { changedBy, columns } from '../draft-rows.ts';

/** What of an item of an upstream was left here. */
export interface Left {
  readonly as: 'draft' | 'item';
  readonly rev: number;
  readonly content: ItemContent;
}

/** Carries out what is decided about one change of an upstream, in the caller's transaction, under the lock of the feed. */
export class FollowWork {
  readonly appended: Appended[] = [];
  draft: { readonly id: string; readonly act: DraftAct } | undefined;

  constructor(
    private readonly tx: Transaction<Schema>,
    private readonly database: Database,
    private readonly row: LockedFeed,
    private readonly name: string,
    private readonly by: Actor,
  ) {}

  /** Answers what is left of the item; undefined where it is as it was left before, or gone. */
  async carryOut(plan: FollowPlan, told: ToldChange): Promise<Left | undefined> {
    switch (plan.kind) {
      case 'make':
        return told.kind === 'wording' ? this.make(told) : undefined;
      case 'bury':
        if (told.kind === 'removal') await this.bury(told);
        return undefined;
      case 'reword':
        return told.kind === 'wording' ? this.reword(told, plan.held, plan.change) : undefined;
      case 'erase earlier':
        await this.eraseEarlier(plan.held, told);
        return undefined;
      case 'take down':
        await this.append({ kind: 'takedown', id: told.id, reason: `It is gone at ${this.name}.` });
        return undefined;
      case 'keep draft':
        return told.kind === 'wording' ? this.keepDraft(told) : undefined;
      case 'change draft':
        return told.kind === 'wording' ? this.changeDraft(told, plan.draft) : undefined;
      case 'return draft':
        await this.returnDraft(told, plan.draft);
        return undefined;
      case 'discard draft':
        await this.discardDraft(told.id);
        return undefined;
      case 'pass':
      case 'note':
        return undefined;
    }
  }

  private async make(told: ToldWording): Promise<Left> {
    const { id, content, markdown } = told;
    const at = this.notLater(told.at);
    await this.append({ kind: 'post', id, content, markdown, times: this.timesOf(told, at) }, at);
    return { as: 'item', rev: 1, content };
  }

  /** Its words are not here and never were: it comes as what stays of it. */
  private async bury(told: ToldRemoval): Promise<void> {
    const times = this.timesOf(told, this.notLater(told.postedAt));
    const removedAt = this.notLater(told.removedAt);
    const command = { kind: 'post', id: told.id, content: noWords, markdown: '' } as const;
    await this.append({ ...command, times: { ...times, removedAt } }, times.postedAt);
  }

  private async reword(told: ToldWording, held: Item, change: ToldWording['change']) {
    const { content, markdown, note } = told;
    const at = this.notLater(told.at > held.updatedAt ? told.at : held.updatedAt);
    // It has come from there all along.
    const { origin: _origin, ...words } = content;
    const wording = { kind: change, note, content: words, markdown };
    await this.append(wordedAnew(told.id, held.rev, wording, held.images !== undefined), at);
    return { as: 'item', rev: held.rev + 1, content } as const;
  }

  private async eraseEarlier(held: Item, told: ToldChange): Promise<void> {
    const note = told.kind === 'wording' ? told.note : '';
    // The words that stand here stay; all rows before it get them.
    await this.append({ kind: 'redact', id: held.id, rev: held.rev, note, patch: {} });
  }

  private async keepDraft({ id, content, markdown }: ToldWording): Promise<Left> {
    const { tx, row } = this;
    const kept = await tx
      .insertInto('drafts')
      .values({
        feed: row.slug,
        id,
        rev: 1,
        updated_at: row.now,
        author: this.by.name,
        ...columns({ content, markdown }),
        state: 'submitted',
      })
      .returning('content')
      .executeTakeFirstOrThrow();
    await useMedia(tx, { feed: row.slug, item: id }, kept.content);
    await this.did('keep draft', id, 'submitted');
    return { as: 'draft', rev: 1, content };
  }

  private async changeDraft(told: ToldWording, draft: Draft): Promise<Left> {
    const { id, content, markdown } = told;
    const comesBack = told.change === 'unstrike' && draft.state === 'returned';
    await this.updateDraft(draft, {
      content: JSON.stringify(content),
      markdown,
      ...(comesBack && { state: 'submitted' as const, note: null }),
    });
    await useMedia(this.tx, { feed: this.row.slug, item: id }, JSON.stringify(content));
    await this.did('change draft', id, 'saved');
    return { as: 'draft', rev: draft.rev + 1, content };
  }

  /** What was to go out by itself waits for somebody. */
  private async returnDraft(told: ToldChange, draft: Draft): Promise<void> {
    const isStrike = told.kind === 'wording' && told.change === 'strike';
    const said = told.kind === 'wording' && told.note !== '' ? `: ${told.note}` : '.';
    const note = `${isStrike ? 'Withdrawn' : 'Words were erased'} at ${this.name}${said}`;
    await this.updateDraft(draft, { state: 'returned', embargo: null, note });
    await this.did('return draft', told.id, 'returned');
  }

  private async discardDraft(id: string): Promise<void> {
    const { tx, database, row } = this;
    await tx.deleteFrom('drafts').where('feed', '=', row.slug).where('id', '=', id).execute();
    await releaseMedia(tx, database, { feed: row.slug, item: id });
    await this.did('discard draft', id, 'discarded');
  }

  private async updateDraft({ id, rev }: Draft, values: Partial<Schema['drafts']>): Promise<void> {
    await this.tx
      .updateTable('drafts')
      .set({ rev: rev + 1, updated_at: this.row.now, ...changedBy(this.by), ...values })
      .where('feed', '=', this.row.slug)
      .where('id', '=', id)
      .execute();
  }

  private async did(
    action: 'keep draft' | 'change draft' | 'return draft' | 'discard draft',
    item: string,
    act: DraftAct,
  ): Promise<void> {
    this.draft = { id: item, act };
    await recordAct(this.tx, this.database, this.by, { action, feed: this.row.slug, item });
  }

  private async append(command: Command, storyAt?: string): Promise<void> {
    const { tx, database, by } = this;
    const row = this.appended.length === 0 ? this.row : await lockFeed(tx, database, this.row.slug);
    this.appended.push(await appendLocked(tx, database, row, command, undefined, by, storyAt));
  }

  private timesOf(told: ToldWording | ToldRemoval, updatedAt: string): StoryTimes {
    const postedAt = this.notLater(told.postedAt);
    const placedAt = told.placedAt;
    const isPlaced = placedAt !== undefined && placedAt <= postedAt;
    return { postedAt, ...(isPlaced && { placedAt }), updatedAt };
  }

  /** No clock of another server dates anything later than the log here. */
  private notLater(at: string): string {
    return at < this.row.at ? at : this.row.at;
  }
}
