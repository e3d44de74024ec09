import {
  Body,
  Controller,
  Delete,
  Get,
  Param,
  Patch,
  Post,
  Put,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { v7 } from 'uuid';
import type { Principal } from '../../accounts/principal.ts';
import type { Actor } from '../../log/log.ts';
import { Refusal } from '../../feed/refusal.ts';
import type { Command } from '../../log/command.ts';
import { ExternalIds } from '../../log/external-ids.ts';
import type { Draft } from '../../log/draft.ts';
import { Log, type IdempotencyKey } from '../../log/log.ts';
import { May } from '../access/access.decorator.ts';
import { demand } from '../access/demand.ts';
import { NewsroomGuard } from '../access/newsroom.guard.ts';
import { By, Person } from '../access/person.decorator.ts';
import { externalIdIn } from '../asked/external-id.ts';
import { itemIdFrom } from '../asked/item-id.ts';
import { KeyOfCall } from '../asked/key-of-call.decorator.ts';
import { Revision } from '../asked/revision.decorator.ts';
import { revisionOf, type SeenRevision } from '../asked/seen-revision.ts';
import { demandOwn } from '../drafts/demand-own.ts';
import { DraftDesk } from '../drafts/draft-desk.ts';
import { DraftNotice } from '../drafts/draft-notice.interceptor.ts';
import { isDiscard, isDraftChange, refuseForDraft } from '../drafts/for-drafts.ts';
import {
  changesSomething,
  contentOf,
  draftChange,
  itemChange,
  newItem,
  patchOf,
  takedown,
} from '../input/item-input.ts';
import { parseInput } from '../input/parse-input.ts';
import { Publisher } from '../publisher.ts';
import { Repeats } from '../repeats.ts';
import {
  changeAnswer,
  draftAnswer,
  publishedAnswer,
  repeatedAnswer,
  type Answer,
} from './answers.ts';
import { ShowExternalId } from './external-id.interceptor.ts';
import { RevisionTag } from './revision-tag.interceptor.ts';

@Controller('api/v1/feeds/:feed/items')
@UseGuards(NewsroomGuard)
@UseInterceptors(ShowExternalId, DraftNotice, RevisionTag)
export class ItemsController {
  constructor(
    private readonly log: Log,
    private readonly publisher: Publisher,
    private readonly desk: DraftDesk,
    private readonly repeats: Repeats,
    private readonly externalIds: ExternalIds,
  ) {}

  @Post()
  @May('publish', 'write drafts')
  async publish(
    @Person() person: Principal,
    @By() by: Actor,
    @Param('feed') feed: string,
    @Body() body: unknown,
    @KeyOfCall() key: IdempotencyKey | undefined,
  ) {
    const external = externalIdIn(body);
    const work = async () => {
      const earlier = external && (await this.externalIds.earlierUse(feed, external));
      if (earlier !== undefined) return repeatedAnswer(earlier);
      const input = parseInput(newItem, body);
      const isDraft = input.draft === true || input.embargo !== undefined;
      demand(person, [input.draft === true ? 'write drafts' : 'publish'], feed);
      const made = contentOf(input);
      if (isDraft) {
        const time = input.embargo === undefined ? {} : { embargo: input.embargo };
        const draft = { ...made, ...time, external };
        return draftAnswer(await this.log.keepDraft(feed, draft, key, by));
      }
      const post = { id: v7(), ...made, external };
      return publishedAnswer(await this.publisher.publish(feed, post, key, by));
    };
    return this.repeats.once(feed, key, work, repeatedAnswer);
  }

  @Patch(':id')
  @May('publish', 'write drafts')
  async change(
    @Person() person: Principal,
    @By() by: Actor,
    @Param('feed') feed: string,
    @Param('id') given: string,
    @Body() body: unknown,
    @Revision() seen: SeenRevision,
    @KeyOfCall() key: IdempotencyKey | undefined,
  ) {
    const id = itemIdFrom(given);
    const work = async () => {
      const draft = await this.log.draft(feed, id);
      if (draft !== undefined) return this.changeDraft(person, feed, draft, seen, body, key, by);
      if (isDraftChange(body)) await refuseForDraft(this.log, feed, id);
      demand(person, ['publish'], feed);
      return this.append(feed, changeCommand(id, body, seen), key, by);
    };
    return this.repeats.once(feed, key, work, repeatedAnswer);
  }

  @Delete(':id')
  @May('publish', 'write drafts')
  async takeDown(
    @Person() person: Principal,
    @By() by: Actor,
    @Param('feed') feed: string,
    @Param('id') given: string,
    @Body() body: unknown,
    @Revision() seen: SeenRevision,
    @KeyOfCall() key: IdempotencyKey | undefined,
  ) {
    const id = itemIdFrom(given);
    const work = async () => {
      const draft = await this.log.draft(feed, id);
      if (draft !== undefined) {
        demand(person, [draft.embargo === undefined ? 'write drafts' : 'publish'], feed);
        demandOwn(person, feed, draft);
        // Without a revision, the one that was looked at: who may not publish discards nothing that was scheduled since.
        const rev = seen.kind === 'none' ? draft.rev : revisionOf(seen);
        await this.log.discardDraft(feed, id, rev, key, by);
        return undefined;
      }
      if (isDiscard(seen, body)) await refuseForDraft(this.log, feed, id);
      demand(person, ['publish'], feed);
      const { reason } = parseInput(takedown, body);
      return this.append(feed, { kind: 'takedown', id, reason }, key, by);
    };
    return this.repeats.once(feed, key, work, (earlier) =>
      earlier.kind === 'discarded' ? undefined : repeatedAnswer(earlier),
    );
  }

  @Put(':id/pin')
  @May('publish')
  pin(
    @By() by: Actor,
    @Param('feed') feed: string,
    @Param('id') id: string,
    @KeyOfCall() key: IdempotencyKey | undefined,
  ) {
    return this.appendOnce(feed, { kind: 'pin', id: itemIdFrom(id) }, key, by);
  }

  @Delete(':id/pin')
  @May('publish')
  unpin(
    @By() by: Actor,
    @Param('feed') feed: string,
    @Param('id') id: string,
    @KeyOfCall() key: IdempotencyKey | undefined,
  ) {
    return this.appendOnce(feed, { kind: 'unpin', id: itemIdFrom(id) }, key, by);
  }

  @Get(':id/source')
  @May('read drafts')
  async source(@Param('feed') feed: string, @Param('id') id: string) {
    const source = await this.log.source(feed, itemIdFrom(id));
    if (source === undefined)
      throw new Refusal('unknown_item', 'No item of this feed has this id.');
    const externalId = (await this.externalIds.of(feed, [source.id])).get(source.id);
    return { ...source, ...(externalId !== undefined && { externalId }) };
  }

  private async changeDraft(
    person: Principal,
    feed: string,
    draft: Draft,
    seen: SeenRevision,
    body: unknown,
    key: IdempotencyKey | undefined,
    by: Actor,
  ): Promise<Answer> {
    const rev = revisionOf(seen);
    const input = parseInput(draftChange, body);
    const isToGoOut =
      input.draft === false || draft.embargo !== undefined || typeof input.embargo === 'string';
    demand(person, [isToGoOut ? 'publish' : 'write drafts'], feed);
    demandOwn(person, feed, draft);
    const changed = await this.desk.change(feed, draft, rev, input, key, by);
    return changed.kind === 'kept'
      ? draftAnswer(changed.draft)
      : publishedAnswer(changed.published);
  }

  private appendOnce(feed: string, command: Command, key: IdempotencyKey | undefined, by: Actor) {
    return this.repeats.once(feed, key, () => this.append(feed, command, key, by), repeatedAnswer);
  }

  private async append(
    feed: string,
    command: Command,
    key: IdempotencyKey | undefined,
    by: Actor,
  ): Promise<Answer> {
    return changeAnswer(await this.publisher.append(feed, command, key, by));
  }
}

function changeCommand(id: string, body: unknown, seen: SeenRevision): Command {
  const rev = revisionOf(seen);
  const input = parseInput(itemChange, body);
  switch (input.kind) {
    case 'edit': {
      const { kind, ...fields } = input;
      return { kind, id, rev, patch: changesSomething(patchOf(fields)) };
    }
    case 'correct': {
      const { kind, note, ...fields } = input;
      return { kind, id, rev, note, patch: patchOf(fields) };
    }
    case 'redact': {
      const { kind, note, ...fields } = input;
      return { kind, id, rev, note, patch: changesSomething(patchOf(fields)) };
    }
    default:
      return { ...input, id, rev };
  }
}
