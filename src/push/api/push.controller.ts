import { Body, Controller, Get, Param, Put, UseGuards } from '@nestjs/common';
import { May } from '../../admin/access/access.decorator.ts';
import { NewsroomGuard } from '../../admin/access/newsroom.guard.ts';
import { By } from '../../admin/access/person.decorator.ts';
import { parseInput } from '../../admin/input/parse-input.ts';
import type { Actor } from '../../database/audit.ts';
import { pushName, pushTarget } from '../../followers/kinds/push.ts';
import { FeedSwitch } from '../../followers/run/feed-switch.ts';
import { Runner } from '../../followers/run/runner.ts';
import { Followers } from '../../followers/store/followers.ts';
import { Sender } from '../run/sender.ts';
import { PushAudience } from '../store/audience.ts';
import { pushSwitchInput } from './push-input.ts';

/** Push of feeds, as the newsroom sees it: a switch and numbers. No call answers an endpoint. */
@Controller('api/v1/feeds/:feed/push')
@UseGuards(NewsroomGuard)
export class PushController {
  private readonly ofPush: FeedSwitch;

  constructor(
    private readonly audience: PushAudience,
    private readonly sender: Sender,
    followers: Followers,
    runner: Runner,
  ) {
    this.ofPush = new FeedSwitch(pushName, pushTarget, followers, runner);
  }

  @Get()
  @May('manage followers')
  async state(@Param('feed') feed: string) {
    return { ...(await this.ofPush.state(feed)), ...(await this.audience.counts(feed)) };
  }

  /** Lets browsers ask to be told, or nobody; those that have asked are told nothing while it is off. */
  @Put()
  @May('manage followers')
  async set(@Param('feed') feed: string, @Body() body: unknown, @By() by: Actor) {
    const { on } = parseInput(pushSwitchInput, body);
    await this.ofPush.turn(feed, on, by);
    this.sender.look();
    return this.state(feed);
  }
}
