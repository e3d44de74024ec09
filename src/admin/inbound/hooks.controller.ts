import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Req,
  UseGuards,
} from '@nestjs/common';
import type { Request } from 'express';
import { Hooks } from '../../accounts/hooks/hooks.ts';
import type { Actor } from '../../accounts/person.ts';
import { hashOf, makeSecret } from '../../accounts/secret.ts';
import { Config } from '../../config.ts';
import { Refusal } from '../../feed/refusal.ts';
import { Log } from '../../log/log.ts';
import { May } from '../access/access.decorator.ts';
import { NewsroomGuard } from '../access/newsroom.guard.ts';
import { By } from '../access/person.decorator.ts';
import { parseInput } from '../input/parse-input.ts';
import { hookInput } from './hook-input.ts';

/** Inbound webhooks: each lets one chat write into one feed. */
@Controller('api/v1/hooks')
@UseGuards(NewsroomGuard)
export class HooksController {
  constructor(
    private readonly hooks: Hooks,
    private readonly log: Log,
    private readonly config: Config,
  ) {}

  @Get()
  @May('manage people')
  async list() {
    return { hooks: await this.hooks.list() };
  }

  /** The address, and for Telegram the secret token, are answered this once: of both only hashes are kept. */
  @Post()
  @May('manage people')
  async make(@Body() body: unknown, @By() by: Actor, @Req() request: Request) {
    const input = parseInput(hookInput, body);
    if ((await this.log.heads([input.feed])).length === 0) {
      throw new Refusal('invalid_input', 'Nothing was made. At fault: /feed.', [
        { pointer: '/feed', detail: 'is no feed here; create it first' },
      ]);
    }
    const [token, secret] = [makeSecret(), makeSecret()];
    const isSlack = input.kind === 'slack';
    const ownNames = input.kind === 'telegram' && input.ownNames;
    const proof = isSlack ? input.secret : hashOf(secret);
    const hook = await this.hooks.add(hashOf(token), { ...input, ownNames }, proof, by);
    const start = this.config.publicUrl ?? `${request.protocol}://${request.headers.host}`;
    return { ...hook, url: `${start}/api/v1/inbound/${token}`, ...(isSlack ? {} : { secret }) };
  }

  @Delete(':id')
  @May('manage people')
  @HttpCode(204)
  async remove(@Param('id') id: string, @By() by: Actor) {
    if (await this.hooks.remove(id, by)) return;
    throw new Refusal('not_found', 'There is no such hook.');
  }
}
