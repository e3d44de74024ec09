import { Controller, Get, Param, UseGuards } from '@nestjs/common';
import { isTombstone } from '../../feed/item.ts';
import { Refusal } from '../../feed/refusal.ts';
import { Log } from '../../log/log.ts';
import { May } from '../access/access.decorator.ts';
import { NewsroomGuard } from '../access/newsroom.guard.ts';
import { itemIdFrom } from '../asked/item-id.ts';
import { writeMarkdown } from '../markdown/write-markdown.ts';

/** What an item said at any time, for those who write. */
@Controller('api/v1/feeds/:feed/items/:id/wordings')
@UseGuards(NewsroomGuard)
export class WordingsController {
  constructor(private readonly log: Log) {}

  @Get()
  @May('read drafts')
  async wordings(@Param('feed') feed: string, @Param('id') given: string) {
    const id = itemIdFrom(given);
    const entry = await this.log.entry(feed, id);
    if (entry === undefined)
      throw new Refusal('unknown_item', 'No published item of this feed has this id.');
    if (isTombstone(entry)) throw new Refusal('taken_down', 'Of this item no word is left.');
    const [wordings, source] = await Promise.all([
      this.log.wordings(feed, id),
      this.log.source(feed, id),
    ]);
    return {
      wordings: wordings.map((wording) => ({
        ...wording,
        // Of the latest one alone the text is kept as it was typed.
        markdown: wording.rev === source?.rev ? source.markdown : writeMarkdown(wording.item.body),
      })),
    };
  }
}
