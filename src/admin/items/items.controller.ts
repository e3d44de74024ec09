import {
  Body,
  Controller,
  Delete,
  Get,
  HttpStatus,
  Param,
  Patch,
  Post,
  Put,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { v7 } from 'uuid';
import { z } from 'zod';
import { Refusal } from '../../feed/refusal.ts';
import type { Command } from '../../log/command.ts';
import { Log, type IdempotencyKey } from '../../log/log.ts';
import { changeAnswer, draftAnswer, repeatedAnswer } from '../answers.ts';
import { authorise } from '../authorise.ts';
import { DraftDesk } from '../drafts/draft-desk.ts';
import { isDiscard, isDraftChange, refuseForDraft } from '../drafts/for-drafts.ts';
import { changesSomething, contentOf, itemChange, newItem, patchOf } from '../input/item-input.ts';
import { parseInput } from '../input/parse-input.ts';
import { line } from '../input/text.ts';
import { idempotencyKeyOf, itemIdFrom, revisionOf } from '../preconditions.ts';
import { Publisher } from '../publisher.ts';
import { Repeats } from '../repeats.ts';
import { NewsroomGuard } from '../session/newsroom.guard.ts';

const takedown = z.strictObject({ reason: line(1_000).default('') }, 'must be an object');

@Controller('api/v1/feeds/:feed/items')
@UseGuards(NewsroomGuard)
export class ItemsController {
  constructor(
    private readonly log: Log,
    private readonly publisher: Publisher,
    private readonly desk: DraftDesk,
    private readonly repeats: Repeats,
  ) {}

  @Post()
  async publish(
    @Req() request: Request,
    @Param('feed') feed: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ) {
    authorise(request, 'write items', feed);
    const key = idempotencyKeyOf(request);
    const work = async () => {
      const input = parseInput(newItem, body);
      const made = contentOf(input);
      if (input.draft === true || input.embargo !== undefined) {
        const time = input.embargo === undefined ? {} : { embargo: input.embargo };
        return draftAnswer(await this.log.keepDraft(feed, { ...made, ...time }, key), response);
      }
      const command = { kind: 'post', id: v7(), ...made } as const;
      return changeAnswer(await this.publisher.append(feed, command, key), response);
    };
    return this.once(feed, key, work, response);
  }

  @Patch(':id')
  async change(
    @Req() request: Request,
    @Param('feed') feed: string,
    @Param('id') given: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ) {
    authorise(request, 'write items', feed);
    const id = itemIdFrom(given);
    const key = idempotencyKeyOf(request);
    const work = async () => {
      const draft = await this.log.draft(feed, id);
      if (draft !== undefined) return this.desk.change(feed, draft, request, response);
      if (isDraftChange(body)) await refuseForDraft(this.log, feed, id);
      const command = changeCommand(id, body, request);
      return changeAnswer(await this.publisher.append(feed, command, key), response);
    };
    return this.once(feed, key, work, response);
  }

  @Delete(':id')
  async takeDown(
    @Req() request: Request,
    @Param('feed') feed: string,
    @Param('id') given: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ) {
    authorise(request, 'write items', feed);
    const id = itemIdFrom(given);
    const key = idempotencyKeyOf(request);
    const work = async () => {
      if ((await this.log.draft(feed, id)) !== undefined) {
        const seen = request.headers['if-match'] === undefined ? undefined : revisionOf(request);
        await this.log.discardDraft(feed, id, seen, key);
        return undefined;
      }
      if (isDiscard(request, body)) await refuseForDraft(this.log, feed, id);
      const { reason } = parseInput(takedown, body);
      const command = { kind: 'takedown', id, reason } as const;
      return changeAnswer(await this.publisher.append(feed, command, key), response);
    };
    const answer = await this.repeats.once(feed, key, work, (earlier) =>
      earlier.kind === 'discarded' ? undefined : repeatedAnswer(earlier, response),
    );
    if (answer === undefined) response.status(HttpStatus.NO_CONTENT);
    return answer;
  }

  @Put(':id/pin')
  pin(
    @Req() request: Request,
    @Param('feed') feed: string,
    @Param('id') id: string,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.setPin('pin', request, feed, id, response);
  }

  @Delete(':id/pin')
  unpin(
    @Req() request: Request,
    @Param('feed') feed: string,
    @Param('id') id: string,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.setPin('unpin', request, feed, id, response);
  }

  @Get(':id/source')
  async source(@Req() request: Request, @Param('feed') feed: string, @Param('id') id: string) {
    authorise(request, 'read drafts', feed);
    const source = await this.log.source(feed, itemIdFrom(id));
    if (source === undefined)
      throw new Refusal('unknown_item', 'No item of this feed has this id.');
    return source;
  }

  private async setPin(
    kind: 'pin' | 'unpin',
    request: Request,
    feed: string,
    given: string,
    response: Response,
  ) {
    authorise(request, 'write items', feed);
    const command = { kind, id: itemIdFrom(given) };
    const key = idempotencyKeyOf(request);
    const work = async () =>
      changeAnswer(await this.publisher.append(feed, command, key), response);
    return this.once(feed, key, work, response);
  }

  private once(
    feed: string,
    key: IdempotencyKey | undefined,
    work: () => Promise<ReturnType<typeof repeatedAnswer>>,
    response: Response,
  ) {
    return this.repeats.once(feed, key, work, (earlier) => repeatedAnswer(earlier, response));
  }
}

function changeCommand(id: string, body: unknown, request: Request): Command {
  const rev = revisionOf(request);
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
    default:
      return { ...input, id, rev };
  }
}
