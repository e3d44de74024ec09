import { Body, Controller, Get, Param, Patch, Post, UseGuards } from '@nestjs/common';
import type { Actor } from '../../log/log.ts';
import { positionOf } from '../../feed/position.ts';
import { ExternalIds } from '../../log/external-ids.ts';
import { Log, type IdempotencyKey } from '../../log/log.ts';
import { May } from '../access/access.decorator.ts';
import { NewsroomGuard } from '../access/newsroom.guard.ts';
import { By } from '../access/person.decorator.ts';
import { KeyOfCall } from '../asked/key-of-call.decorator.ts';
import { draftItem } from '../drafts/draft-item.ts';
import { feedChange, newFeed } from '../input/feed-input.ts';
import { parseInput } from '../input/parse-input.ts';
import { Publisher } from '../publisher.ts';

/** Drafts whose external ids are looked up for one answer. */
const maxNamed = 1_000;

@Controller('api/v1/feeds')
@UseGuards(NewsroomGuard)
export class FeedsController {
  constructor(
    private readonly log: Log,
    private readonly publisher: Publisher,
    private readonly externalIds: ExternalIds,
  ) {}

  @Get()
  @May('list feeds')
  async list() {
    return { feeds: await this.log.feeds() };
  }

  @Post()
  @May('create feed')
  create(@By() by: Actor, @Body() body: unknown, @KeyOfCall() key: IdempotencyKey | undefined) {
    const { slug, info } = parseInput(newFeed, body);
    return this.publisher.createFeed(slug, info, key, by);
  }

  @Patch(':feed')
  @May('change feed')
  async change(
    @By() by: Actor,
    @Param('feed') feed: string,
    @Body() body: unknown,
    @KeyOfCall() key: IdempotencyKey | undefined,
  ) {
    const command = { kind: 'feed', patch: parseInput(feedChange, body) } as const;
    const { change } = await this.publisher.append(feed, command, key, by);
    return { feed, info: 'info' in change ? change.info : undefined, change: positionOf(change) };
  }

  @Get(':feed/drafts')
  @May('read drafts')
  async drafts(@Param('feed') feed: string) {
    const drafts = await this.log.drafts(feed);
    const named = await this.externalIds.of(
      feed,
      drafts.slice(0, maxNamed).map(({ id }) => id),
    );
    const items = drafts.map((draft) => {
      const externalId = named.get(draft.id);
      return { ...draftItem(draft), ...(externalId !== undefined && { externalId }) };
    });
    return { items };
  }
}
