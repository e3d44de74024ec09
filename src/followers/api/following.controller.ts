import { Body, Controller, HttpCode, Param, Put, Req, UseGuards } from '@nestjs/common';
import type { Request } from 'express';
import { Everybody } from '../../admin/access/access.decorator.ts';
import { NewsroomGuard } from '../../admin/access/newsroom.guard.ts';
import { parseInput } from '../../admin/input/parse-input.ts';
import type { Position } from '../../feed/position.ts';
import { Refusal, tooManyRequests } from '../../feed/refusal.ts';
import { Shares } from '../../http/shares.ts';
import { WrongKeys } from '../../http/wrong-keys.ts';
import { hashOf } from '../../accounts/secret.ts';
import { Followers } from '../store/followers.ts';
import { followingInput } from './following-input.ts';

/** Calls that one token may make at once, and then a second: each is a write. */
const pace = { burst: 20, perSecond: 2 };

/** Where another newsroom that follows a feed says who it is, and how far it has got. */
@Controller('api/v1/feeds/:feed/following')
@UseGuards(NewsroomGuard)
export class FollowingController {
  private readonly shares = new Shares(pace, performance);

  constructor(
    private readonly followers: Followers,
    private readonly wrongKeys: WrongKeys,
  ) {}

  /** For everybody: the token of the follower proves who it is. */
  @Put()
  @Everybody()
  @HttpCode(204)
  async checkIn(
    @Param('feed') feed: string,
    @Body() body: unknown,
    @Req() request: Request,
  ): Promise<void> {
    const [, token = ''] = /^Bearer (\S{1,200})$/.exec(request.headers.authorization ?? '') ?? [];
    const position = parseInput(followingInput, body);
    const state = token === '' ? undefined : await this.came(feed, hashOf(token), position);
    if (state === undefined) {
      const wrong = new Refusal('not_signed_in', 'This token follows nothing here.');
      throw await this.wrongKeys.refusal(request, wrong);
    }
    if (state === 'paused') {
      throw new Refusal('wrong_state', 'Somebody here has paused it; ask again later.');
    }
  }
  private came(feed: string, kept: string, position: Position) {
    const waitMs = this.shares.take(kept);
    if (waitMs > 0) throw tooManyRequests('This newsroom has just said it.', waitMs);
    return this.followers.came(feed, kept, position);
  }
}
