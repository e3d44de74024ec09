import { Controller, Get, Query, UseGuards } from '@nestjs/common';
import { may, type Principal } from '../../accounts/principal.ts';
import { Log } from '../../log/log.ts';
import { Search } from '../../search/search.ts';
import { parseSearch } from '../../search/words/search-query.ts';
import { May } from '../access/access.decorator.ts';
import { NewsroomGuard } from '../access/newsroom.guard.ts';
import { Person } from '../access/person.decorator.ts';

/** Finds published items in all feeds in which the person has a say. */
@Controller('api/v1/search')
@UseGuards(NewsroomGuard)
export class SearchController {
  constructor(
    private readonly search: Search,
    private readonly log: Log,
  ) {}

  @Get()
  @May('read drafts')
  async find(@Person() person: Principal, @Query() asked: Readonly<Record<string, unknown>>) {
    return this.search.find(parseSearch(asked), await this.feedsOf(person));
  }

  private async feedsOf(person: Principal): Promise<readonly string[] | 'all'> {
    const { role, feeds = {} } = person;
    const everywhere = [{ role }, ...Object.values(feeds).map((one) => ({ role: one }))];
    if (everywhere.every((one) => may(one, 'read drafts'))) return 'all';
    const all = await this.log.feeds();
    return all.map(({ feed }) => feed).filter((feed) => may(person, 'read drafts', feed));
  }
}
