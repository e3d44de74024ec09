import { Controller, Delete, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { Refusal, unknownFeed } from '../../feed/refusal.ts';
import type { Actor } from '../../log/log.ts';
import { ReaderKeys } from '../../log/reader-keys/reader-keys.ts';
import { May } from '../access/access.decorator.ts';
import { NewsroomGuard } from '../access/newsroom.guard.ts';
import { By } from '../access/person.decorator.ts';

/** The keys by which a publisher's site signs for its signed-in readers of a feed. A secret is answered once. */
@Controller('api/v1/feeds/:feed/reader-keys')
@UseGuards(NewsroomGuard)
export class ReaderKeysController {
  constructor(private readonly keys: ReaderKeys) {}

  @Get()
  @May('manage reader keys')
  async list(@Param('feed') feed: string) {
    const keys = await this.keys.list(feed);
    if (keys === undefined) throw unknownFeed(feed);
    return { keys };
  }

  @Post()
  @May('manage reader keys')
  make(@By() by: Actor, @Param('feed') feed: string) {
    return this.keys.make(feed, by);
  }

  @Delete(':id')
  @May('manage reader keys')
  @HttpCode(204)
  async end(@By() by: Actor, @Param('feed') feed: string, @Param('id') id: string): Promise<void> {
    if (await this.keys.end(feed, id, by)) return;
    throw new Refusal('not_found', 'This feed has no such key. It may have ended.');
  }
}
