import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { People } from '../../accounts/people.ts';
import type { Principal } from '../../accounts/principal.ts';
import { hashOf, makeSecret } from '../../accounts/secret.ts';
import { Sessions } from '../../accounts/sessions.ts';
import type { Actor } from '../../accounts/person.ts';
import { Config } from '../../config.ts';
import { Refusal } from '../../feed/refusal.ts';
import { Everybody, May } from '../access/access.decorator.ts';
import { NewsroomGuard } from '../access/newsroom.guard.ts';
import { By } from '../access/person.decorator.ts';
import { parseInput } from '../input/parse-input.ts';
import { invitationInput } from '../input/people-input.ts';
import { acceptInput } from '../input/sign-in-input.ts';
import { SessionDoor } from '../session/session-door.ts';

const lifeSeconds = 7 * 24 * 3600;

/** Links that make a person, once, within a week. */
@Controller('api/v1/invitations')
@UseGuards(NewsroomGuard)
export class InvitationsController {
  constructor(
    private readonly people: People,
    private readonly sessions: Sessions,
    private readonly door: SessionDoor,
    private readonly config: Config,
  ) {}

  @Get()
  @May('manage people')
  async list() {
    return { invitations: await this.people.invitations() };
  }

  /** The link is answered this once: only its hash is kept. */
  @Post()
  @May('manage people')
  async invite(@Body() body: unknown, @By() by: Actor, @Req() request: Request) {
    const { role, feeds, email } = parseInput(invitationInput, body);
    const code = makeSecret();
    const asked = { role, feeds, ...(email === undefined ? {} : { email }) };
    const invitation = await this.people.invite(hashOf(code), asked, lifeSeconds, by);
    const start = this.config.publicUrl ?? `${request.protocol}://${request.headers.host}`;
    // In the fragment, which browsers send to no server, so that no proxy can log it.
    return { ...invitation, url: `${start}/newsroom#invitation=${code}` };
  }

  @Delete(':id')
  @May('manage people')
  @HttpCode(204)
  async takeBack(@Param('id') id: string, @By() by: Actor) {
    if (await this.people.uninvite(id, by)) return;
    throw new Refusal('not_found', 'There is no such invitation; it may have been accepted.');
  }

  @Post(':code')
  @Everybody()
  accept(
    @Param('code') code: string,
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Principal> {
    const { name, password } = parseInput(acceptInput, body);
    this.door.countTry(request);
    return this.door.letIn(request, response, () =>
      this.sessions.accept(code, name, password, this.door.from(request)),
    );
  }
}
