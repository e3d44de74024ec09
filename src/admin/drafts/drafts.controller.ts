import {
  Body,
  Controller,
  HttpCode,
  Param,
  Post,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import type { Principal } from '../../accounts/principal.ts';
import { Refusal } from '../../feed/refusal.ts';
import type { Draft, DraftStep } from '../../log/draft.ts';
import { Log, type Actor, type IdempotencyKey } from '../../log/log.ts';
import { May } from '../access/access.decorator.ts';
import { NewsroomGuard } from '../access/newsroom.guard.ts';
import { By, Person } from '../access/person.decorator.ts';
import { itemIdFrom } from '../asked/item-id.ts';
import { KeyOfCall } from '../asked/key-of-call.decorator.ts';
import { Revision } from '../asked/revision.decorator.ts';
import { revisionOf, type SeenRevision } from '../asked/seen-revision.ts';
import { nothing, returned } from '../input/draft-input.ts';
import { parseInput } from '../input/parse-input.ts';
import { draftAnswer, repeatedAnswer } from '../items/answers.ts';
import { ShowExternalId } from '../items/external-id.interceptor.ts';
import { RevisionTag } from '../items/revision-tag.interceptor.ts';
import { Repeats } from '../repeats.ts';
import { demandOwn } from './demand-own.ts';
import { DraftNotice } from './draft-notice.interceptor.ts';
import { refuseForDraft } from './for-drafts.ts';

/** The steps of a draft on its way to readers. An editor approves one by publishing or scheduling it. */
@Controller('api/v1/feeds/:feed/items/:id')
@UseGuards(NewsroomGuard)
@UseInterceptors(ShowExternalId, DraftNotice, RevisionTag)
export class DraftsController {
  constructor(
    private readonly log: Log,
    private readonly repeats: Repeats,
  ) {}

  @Post('submit')
  @HttpCode(200)
  @May('write drafts')
  submit(
    @Person() person: Principal,
    @By() by: Actor,
    @Param('feed') feed: string,
    @Param('id') id: string,
    @Body() body: unknown,
    @Revision() seen: SeenRevision,
    @KeyOfCall() key: IdempotencyKey | undefined,
  ) {
    const step = () => {
      parseInput(nothing, body ?? {});
      return { kind: 'submit' } as const;
    };
    return this.#step(person, by, feed, id, step, seen, key);
  }

  @Post('return')
  @HttpCode(200)
  @May('publish')
  return(
    @Person() person: Principal,
    @By() by: Actor,
    @Param('feed') feed: string,
    @Param('id') id: string,
    @Body() body: unknown,
    @Revision() seen: SeenRevision,
    @KeyOfCall() key: IdempotencyKey | undefined,
  ) {
    const step = () => ({ kind: 'return', ...parseInput(returned, body) }) as const;
    return this.#step(person, by, feed, id, step, seen, key);
  }

  /** Needs no revision: what is held does not change. */
  @Post('recall')
  @HttpCode(200)
  @May('publish')
  recall(
    @By() by: Actor,
    @Param('feed') feed: string,
    @Param('id') given: string,
    @Body() body: unknown,
    @KeyOfCall() key: IdempotencyKey | undefined,
  ) {
    const id = itemIdFrom(given);
    const work = async () => {
      parseInput(nothing, body ?? {});
      await this.#drafted(feed, id);
      return draftAnswer(await this.log.recall(feed, id, key, by));
    };
    return this.repeats.once(feed, key, work, repeatedAnswer);
  }

  #step(
    person: Principal,
    by: Actor,
    feed: string,
    given: string,
    read: () => DraftStep,
    seen: SeenRevision,
    key: IdempotencyKey | undefined,
  ) {
    const id = itemIdFrom(given);
    const work = async () => {
      demandOwn(person, feed, await this.#drafted(feed, id));
      return draftAnswer(await this.log.stepDraft(feed, id, revisionOf(seen), read(), key, by));
    };
    return this.repeats.once(feed, key, work, repeatedAnswer);
  }

  async #drafted(feed: string, id: string): Promise<Draft> {
    const draft = await this.log.draft(feed, id);
    if (draft !== undefined) return draft;
    await refuseForDraft(this.log, feed, id);
    throw new Refusal('taken_down', 'It was published, and taken down since.');
  }
}
