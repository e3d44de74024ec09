import { Body, Controller, Get, Param, Put, UseGuards } from '@nestjs/common';
import { unknownFeed } from '../../feed/refusal.ts';
import type { Actor } from '../../log/log.ts';
import { Snippets } from '../../log/snippets.ts';
import { May } from '../access/access.decorator.ts';
import { NewsroomGuard } from '../access/newsroom.guard.ts';
import { By } from '../access/person.decorator.ts';
import { Revision } from '../asked/revision.decorator.ts';
import { revisionOf, type SeenRevision } from '../asked/seen-revision.ts';
import { parseInput } from '../input/parse-input.ts';
import { snippetsInput } from '../input/snippets-input.ts';

/** The texts that who writes in a feed inserts often; who may change the feed keeps them. */
@Controller('api/v1/feeds/:feed/snippets')
@UseGuards(NewsroomGuard)
export class SnippetsController {
  constructor(private readonly snippets: Snippets) {}

  @Get()
  @May('write drafts')
  async list(@Param('feed') feed: string) {
    const found = await this.snippets.of(feed);
    if (found === undefined) throw unknownFeed(feed);
    return found;
  }

  @Put()
  @May('change feed')
  replace(
    @By() by: Actor,
    @Param('feed') feed: string,
    @Body() body: unknown,
    @Revision() seen: SeenRevision,
  ) {
    const { snippets } = parseInput(snippetsInput, body);
    return this.snippets.replace(feed, revisionOf(seen), snippets, by);
  }
}
