import { Body, Controller, Get, Put, UseGuards } from '@nestjs/common';
import { SiteCampaign } from '../../log/campaign/site-campaign.ts';
import type { Actor } from '../../log/log.ts';
import { May } from '../access/access.decorator.ts';
import { NewsroomGuard } from '../access/newsroom.guard.ts';
import { By } from '../access/person.decorator.ts';
import { countInput, siteCampaignInput } from '../input/campaign-input.ts';
import { parseInput } from '../input/parse-input.ts';

/** The campaign of all feeds that have none of their own. */
@Controller('api/v1/campaign')
@UseGuards(NewsroomGuard)
export class SiteCampaignController {
  constructor(private readonly site: SiteCampaign) {}

  @Get()
  @May('list feeds')
  async present() {
    return { campaign: (await this.site.present()) ?? null };
  }

  @Put()
  @May('change site')
  async set(@By() by: Actor, @Body() body: unknown) {
    const { campaign } = parseInput(siteCampaignInput, body);
    return { campaign: (await this.site.replace(campaign, by)) ?? null };
  }

  @Put('count')
  @May('count site')
  async count(@By() by: Actor, @Body() body: unknown) {
    return { count: await this.site.count(parseInput(countInput, body).count, by) };
  }
}
