import { Body, Controller, Param, Put, UseGuards } from '@nestjs/common';
import { positionOf } from '../../feed/position.ts';
import type { Actor } from '../../log/log.ts';
import { May } from '../access/access.decorator.ts';
import { NewsroomGuard } from '../access/newsroom.guard.ts';
import { By } from '../access/person.decorator.ts';
import { countInput } from '../input/campaign-input.ts';
import { parseInput } from '../input/parse-input.ts';
import { CampaignDesk } from './campaign-desk.ts';

/** The count of a feed's campaign: for a payment system, which may set it as often as it likes. */
@Controller('api/v1/feeds/:feed/campaign')
@UseGuards(NewsroomGuard)
export class CampaignController {
  constructor(private readonly desk: CampaignDesk) {}

  @Put('count')
  @May('publish')
  async count(@By() by: Actor, @Param('feed') feed: string, @Body() body: unknown) {
    const { count, appended } = await this.desk.count(feed, parseInput(countInput, body).count, by);
    return { feed, count, ...(appended !== undefined && { change: positionOf(appended.change) }) };
  }
}
