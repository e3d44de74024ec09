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
import { Refusal, unknownFeed } from '../../feed/refusal.ts';
import type { Actor } from '../../log/log.ts';
import { WireRunner } from '../wires/wire-runner.ts';
import { Wires } from '../wires/wires.ts';
import { parseNewWire, parseWireChange } from './wire-input.ts';

/** The wires of a feed: addresses whose entries come in again and again. */
@Controller('api/v1/feeds/:feed/wires')
@UseGuards(NewsroomGuard)
export class WiresController {
  private readonly mayBePrivate: boolean;

  constructor(
    private readonly wires: Wires,
    private readonly runner: WireRunner,
    { followersAllowPrivate }: Config,
  ) {
    this.mayBePrivate = followersAllowPrivate;
  }

  @Get()
  @May('import or export')
  async list(@Param('feed') feed: string) {
    const wires = await this.wires.list(feed);
    if (wires === undefined) throw unknownFeed(feed);
    return { wires };
  }

  @Post()
  @May('import or export')
  async add(@Param('feed') feed: string, @Body() body: unknown, @By() by: Actor) {
    const { wire, bringsAll } = parseNewWire(body, this.mayBePrivate);
    const added = await this.wires.add({ feed, ...wire }, bringsAll, by);
    this.runner.poll();
    return added;
  }

  /** Also has it looked at now. */
  @Patch(':id')
  @May('import or export')
  async change(
    @Param('feed') feed: string,
    @Param('id') id: string,
    @Body() body: unknown,
    @By() by: Actor,
  ) {
    const changed = await this.wires.change(feed, id, parseWireChange(body), by);
    if (changed === undefined) throw notThere();
    this.runner.poll();
    return changed;
  }

  @Delete(':id')
  @May('import or export')
  @HttpCode(204)
  async remove(@Param('feed') feed: string, @Param('id') id: string, @By() by: Actor) {
    if (!(await this.wires.remove(feed, id, by))) throw notThere();
  }
}

function notThere(): Refusal {
  return new Refusal('not_found', 'There is no such wire of this feed.');
}
