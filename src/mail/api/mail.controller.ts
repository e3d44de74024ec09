import { Body, Controller, Get, HttpCode, Param, Post, Put, UseGuards } from '@nestjs/common';
import { May } from '../../admin/access/access.decorator.ts';
import { NewsroomGuard } from '../../admin/access/newsroom.guard.ts';
import { By } from '../../admin/access/person.decorator.ts';
import { parseInput } from '../../admin/input/parse-input.ts';
import type { Actor } from '../../database/audit.ts';
import { mailName, mailTarget } from '../../followers/kinds/mail.ts';
import { FeedSwitch } from '../../followers/run/feed-switch.ts';
import { Runner } from '../../followers/run/runner.ts';
import { Followers } from '../../followers/store/followers.ts';
import { Mailer } from '../run/mailer.ts';
import { Audience } from '../store/audience.ts';
import { eraseInput, switchInput } from './mail-input.ts';

/** Mail of feeds, as the newsroom sees it: a switch and numbers. No call answers an address. */
@Controller('api/v1')
@UseGuards(NewsroomGuard)
export class MailController {
  private readonly ofMail: FeedSwitch;

  constructor(
    private readonly audience: Audience,
    private readonly mailer: Mailer,
    followers: Followers,
    runner: Runner,
  ) {
    this.ofMail = new FeedSwitch(mailName, mailTarget, followers, runner);
  }

  @Get('feeds/:feed/mail')
  @May('manage followers')
  async state(@Param('feed') feed: string) {
    return { ...(await this.ofMail.state(feed)), ...(await this.audience.counts(feed)) };
  }

  /** Lets readers subscribe, or lets nobody; those who have subscribed get nothing while it is off. */
  @Put('feeds/:feed/mail')
  @May('manage followers')
  async set(@Param('feed') feed: string, @Body() body: unknown, @By() by: Actor) {
    const { on } = parseInput(switchInput, body);
    await this.ofMail.turn(feed, on, by);
    this.mailer.look();
    return this.state(feed);
  }

  /** Forgets an address, whatever it gets: the right to be forgotten. Answers whether there was anything of it. */
  @Post('subscribers/erase')
  @May('manage people')
  @HttpCode(200)
  async erase(@Body() body: unknown, @By() by: Actor) {
    const { address } = parseInput(eraseInput, body);
    return { erased: await this.audience.erase(address, by) };
  }
}
