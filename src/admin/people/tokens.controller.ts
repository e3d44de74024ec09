import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { Sessions } from '../../accounts/sessions.ts';
import { Tokens } from '../../accounts/tokens.ts';
import type { Actor } from '../../accounts/person.ts';
import { Refusal } from '../../feed/refusal.ts';
import { May } from '../access/access.decorator.ts';
import { NewsroomGuard } from '../access/newsroom.guard.ts';
import { RightsNotice } from '../access/rights-notice.interceptor.ts';
import { By } from '../access/person.decorator.ts';
import { parseInput } from '../input/parse-input.ts';
import { tokenInput } from '../input/people-input.ts';

/** Tokens for programs: each has a name, and does what its role allows. */
@Controller('api/v1/tokens')
@UseGuards(NewsroomGuard)
@UseInterceptors(RightsNotice)
export class TokensController {
  constructor(
    private readonly tokens: Tokens,
    private readonly sessions: Sessions,
  ) {}

  @Get()
  @May('manage people')
  async list() {
    return { tokens: await this.tokens.list() };
  }

  /** The secret is answered this once: only its hash is kept. */
  @Post()
  @May('manage people')
  async make(@Body() body: unknown, @By() by: Actor) {
    const { name, role, feeds, expires } = parseInput(tokenInput, body);
    const { secret, hash } = this.sessions.makeToken();
    const expiresAt = expires === undefined ? {} : { expiresAt: new Date(expires).toISOString() };
    const token = await this.tokens.add(hash, { name, role, feeds, ...expiresAt }, by);
    return { ...token, secret };
  }

  @Delete(':id')
  @May('manage people')
  @HttpCode(204)
  async remove(@Param('id') id: string, @By() by: Actor) {
    if (await this.tokens.remove(id, by)) return;
    throw new Refusal('not_found', 'There is no such token.');
  }
}
