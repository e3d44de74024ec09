import { Controller, Get, Param, UseGuards } from '@nestjs/common';
import { May } from '../../admin/access/access.decorator.ts';
import { NewsroomGuard } from '../../admin/access/newsroom.guard.ts';
import type { FeedNumbers } from '../../feed/newsroom-messages.ts';
import { unknownFeed } from '../../feed/refusal.ts';
import { Hub } from '../../hub/hub.ts';
import { Numbers } from './numbers.ts';

/** The numbers of a feed's readers, for whoever works in it. */
@Controller('api/v1/feeds/:feed/numbers')
@UseGuards(NewsroomGuard)
export class NumbersController {
  constructor(
    private readonly hub: Hub,
    private readonly numbers: Numbers,
  ) {}

  @Get()
  @May('read drafts')
  async of(@Param('feed') feed: string): Promise<FeedNumbers> {
    if ((await this.hub.snapshot(feed)) === undefined) throw unknownFeed(feed);
    return this.numbers.of(feed);
  }
}
