import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  UseGuards,
} from '@nestjs/common';
import { May } from '../../admin/access/access.decorator.ts';
import { NewsroomGuard } from '../../admin/access/newsroom.guard.ts';
import { By } from '../../admin/access/person.decorator.ts';
import { Config } from '../../config.ts';
import type { Actor } from '../../database/audit.ts';
import { Refusal, unknownFeed } from '../../feed/refusal.ts';
import type { Surroundings } from '../kinds/kind.ts';
import { kinds } from '../kinds/kinds.ts';
import { Runner } from '../run/runner.ts';
import { Followers } from '../store/followers.ts';
import {
  publicHubKind,
  singleKinds,
  subscriberKind,
  type FoundFollower,
} from '../store/follower.ts';
import { parseFollowerChange, parseNewFollower } from './follower-input.ts';

/** The followers of a feed: where its changes go outside. */
@Controller('api/v1/feeds/:feed/followers')
@UseGuards(NewsroomGuard)
export class FollowersController {
  private readonly where: Surroundings;

  constructor(
    private readonly followers: Followers,
    private readonly runner: Runner,
    { followersAllowPrivate, publicUrl }: Config,
  ) {
    this.where = { mayBePrivate: followersAllowPrivate, hasPublicUrl: publicUrl !== undefined };
  }

  @Get()
  @May('manage followers')
  async list(@Param('feed') feed: string) {
    const followers = await this.followers.list(feed);
    if (followers === undefined) throw unknownFeed(feed);
    // Single kinds have switches of their own, and nothing that people could change here.
    return {
      followers: followers.filter(({ kind }) => !singleKinds.has(kind)),
      subscribers: await this.followers.subscribers(feed),
    };
  }

  /** A secret that is made is answered this once. */
  @Post()
  @May('manage followers')
  async add(@Param('feed') feed: string, @Body() body: unknown, @By() by: Actor) {
    const { secret, filter, ...asked } = parseNewFollower(body, this.where);
    const follower = { feed, ...asked, ...(filter !== undefined && { filter }) };
    const added = await this.followers.add(follower, kept(asked.kind, secret), by);
    this.runner.poll();
    return { ...added, ...(isMade(asked.kind) && { secret }) };
  }

  /** A new secret is answered this once. */
  @Patch(':id')
  @May('manage followers')
  async change(
    @Param('feed') feed: string,
    @Param('id') id: string,
    @Body() body: unknown,
    @By() by: Actor,
  ) {
    const { kind } = mine(await this.found(feed, id));
    const change = parseFollowerChange(body, kind, this.where);
    const { secret } = change;
    const stored = secret === undefined ? change : { ...change, secret: kept(kind, secret) };
    const changed = there(await this.followers.change(feed, id, stored, by));
    this.runner.poll();
    return { ...changed, ...(secret !== undefined && isMade(kind) && { secret }) };
  }

  @Delete(':id')
  @May('manage followers')
  @HttpCode(204)
  async remove(@Param('feed') feed: string, @Param('id') id: string, @By() by: Actor) {
    const { kind } = await this.found(feed, id);
    if (kind === publicHubKind) {
      throw new Refusal(
        'wrong_state',
        'It is told because WEBSUB_HUB is set: the operator ends it.',
      );
    }
    if (!(await this.followers.remove(feed, id, by))) throw notThere();
  }

  @Get(':id/dead-letters')
  @May('manage followers')
  async deadLetters(@Param('feed') feed: string, @Param('id') id: string) {
    await this.found(feed, id);
    return { deadLetters: await this.followers.deadLetters(id) };
  }

  /** What could not be told is sent again, as it is now; a target that is down is tried at once. */
  @Post(':id/retry')
  @May('manage followers')
  @HttpCode(200)
  async retry(@Param('feed') feed: string, @Param('id') id: string, @By() by: Actor) {
    const follower = there(await this.followers.retry(feed, id, by));
    this.runner.poll();
    return follower;
  }

  /** Sends a signed message without news to the target, now, and answers what became of it. */
  @Post(':id/test')
  @May('manage followers')
  @HttpCode(200)
  async test(@Param('feed') feed: string, @Param('id') id: string) {
    return this.runner.ping(mine(await this.found(feed, id)));
  }

  private async found(feed: string, id: string): Promise<FoundFollower> {
    return there(await this.followers.find(feed, id));
  }
}

/** What is stored of a secret. */
function kept(kind: string, secret: string): string {
  return kinds[kind]?.keptSecret?.(secret) ?? secret;
}

/** Secrets that people bring are not told to them again. */
function isMade(kind: string): boolean {
  return kinds[kind]?.makeSecret !== undefined;
}

/** A follower that people of the newsroom keep. Those who subscribe themselves can only be removed here. */
function mine(follower: FoundFollower): FoundFollower {
  if (follower.kind !== subscriberKind && follower.kind !== publicHubKind) return follower;
  const cure = 'A subscriber of the hub says itself what it wants. It can be removed here.';
  throw new Refusal('wrong_state', cure);
}

function there<T>(found: T | undefined): T {
  if (found === undefined) throw notThere();
  return found;
}

function notThere(): Refusal {
  return new Refusal('not_found', 'There is no such follower of this feed.');
}
