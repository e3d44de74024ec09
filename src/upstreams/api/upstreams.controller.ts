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
import { parseInput } from '../../admin/input/parse-input.ts';
import { Config } from '../../config.ts';
import { Refusal, unknownFeed } from '../../feed/refusal.ts';
import { Log, type Actor } from '../../log/log.ts';
import { Upstreams } from '../../log/upstreams/upstreams.ts';
import { UpstreamRunner } from '../run/upstream-runner.ts';
import { UpstreamDoor } from './upstream-door.ts';
import { newUpstreamInput, upstreamChangeInput } from './upstream-input.ts';

/** The upstreams of a feed: feeds of other newsrooms whose items come into it. */
@Controller('api/v1/feeds/:feed/upstreams')
@UseGuards(NewsroomGuard)
export class UpstreamsController {
  constructor(
    private readonly upstreams: Upstreams,
    private readonly runner: UpstreamRunner,
    private readonly door: UpstreamDoor,
    private readonly log: Log,
    private readonly config: Config,
  ) {}

  @Get()
  @May('manage upstreams')
  async list(@Param('feed') feed: string) {
    const upstreams = await this.upstreams.list(feed);
    if (upstreams === undefined) throw unknownFeed(feed);
    return { upstreams };
  }

  /** The other newsroom is asked first: what is no feed of a Dateline is refused. */
  @Post()
  @May('manage upstreams')
  async add(@Param('feed') feed: string, @Body() body: unknown, @By() by: Actor) {
    const input = parseInput(newUpstreamInput(this.config.followersAllowPrivate), body);
    if ((await this.log.heads([feed])).length === 0) throw unknownFeed(feed);
    const found = await this.door.look(input.url, input.token);
    const { url, host, head } = found;
    const hasPast = input.from === 'beginning';
    const { epoch, seq, tag } = head;
    const added = await this.upstreams.add(
      {
        feed,
        url,
        name: input.name ?? host,
        mode: input.mode,
        token: input.token,
        position: hasPast ? { epoch, seq: 0, tag: '' } : { epoch, seq, tag },
        hasPast,
      },
      by,
    );
    this.runner.find();
    return added;
  }

  @Patch(':id')
  @May('manage upstreams')
  async change(
    @Param('feed') feed: string,
    @Param('id') id: string,
    @Body() body: unknown,
    @By() by: Actor,
  ) {
    const asked = parseInput(upstreamChangeInput(this.config.followersAllowPrivate), body);
    const { url } = asked.url === undefined ? {} : await this.door.look(asked.url, undefined);
    const changed = await this.upstreams.change(feed, id, { ...asked, url }, by);
    if (changed === undefined) throw notThere();
    this.runner.find();
    return changed;
  }

  /** What came by it stays. */
  @Delete(':id')
  @May('manage upstreams')
  @HttpCode(204)
  async remove(@Param('feed') feed: string, @Param('id') id: string, @By() by: Actor) {
    if (!(await this.upstreams.remove(feed, id, by))) throw notThere();
    this.runner.find();
  }

  /** The items whose later words were left, because somebody has changed them here. */
  @Get(':id/kept')
  @May('manage upstreams')
  async kept(@Param('feed') feed: string, @Param('id') id: string) {
    return { items: await this.upstreams.keptItems(feed, id) };
  }
}

function notThere(): Refusal {
  return new Refusal('not_found', 'There is no such upstream of this feed.');
}
