import { Body, Controller, Get, Param, Patch, Post, Req, UseGuards } from '@nestjs/common';
import type { Request } from 'express';
import { positionOf } from '../../feed/position.ts';
import { Log } from '../../log/log.ts';
import { authorise } from '../authorise.ts';
import { draftItem } from '../answers.ts';
import { feedChange, newFeed } from '../input/feed-input.ts';
import { parseInput } from '../input/parse-input.ts';
import { idempotencyKeyOf } from '../preconditions.ts';
import { Publisher } from '../publisher.ts';
import { NewsroomGuard } from '../session/newsroom.guard.ts';

@Controller('api/v1/feeds')
@UseGuards(NewsroomGuard)
export class FeedsController {
  constructor(
    private readonly log: Log,
    private readonly publisher: Publisher,
  ) {}

  @Get()
  async list(@Req() request: Request) {
    authorise(request, 'list feeds');
    return { feeds: await this.log.feeds() };
  }

  @Post()
  create(@Req() request: Request, @Body() body: unknown) {
    authorise(request, 'create feed');
    const { slug, info } = parseInput(newFeed, body);
    return this.publisher.createFeed(slug, info, idempotencyKeyOf(request));
  }

  @Patch(':feed')
  async change(@Req() request: Request, @Param('feed') feed: string, @Body() body: unknown) {
    authorise(request, 'change feed', feed);
    const patch = parseInput(feedChange, body);
    const command = { kind: 'feed', patch } as const;
    const { change } = await this.publisher.append(feed, command, idempotencyKeyOf(request));
    return { feed, info: 'info' in change ? change.info : undefined, change: positionOf(change) };
  }

  @Get(':feed/drafts')
  async drafts(@Req() request: Request, @Param('feed') feed: string) {
    authorise(request, 'read drafts', feed);
    return { items: (await this.log.drafts(feed)).map(draftItem) };
  }
}
