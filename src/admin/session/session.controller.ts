import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Put,
  Req,
  Res,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { PasskeyCeremonies } from '../../accounts/passkeys/passkey-ceremonies.ts';
import type { Principal } from '../../accounts/principal.ts';
import { Sessions } from '../../accounts/sessions.ts';
import type { Actor } from '../../accounts/person.ts';
import { Config } from '../../config.ts';
import { Refusal } from '../../feed/refusal.ts';
import { Everybody, OwnSession } from '../access/access.decorator.ts';
import { NewsroomGuard } from '../access/newsroom.guard.ts';
import { RightsNotice } from '../access/rights-notice.interceptor.ts';
import { By, Person } from '../access/person.decorator.ts';
import { parseInput } from '../input/parse-input.ts';
import { passwordInput, signInInput } from '../input/sign-in-input.ts';
import { SessionDoor } from './session-door.ts';
import { sessionOf } from './session-cookie.ts';
import { siteOf } from './site-of.ts';

/** Who is signed in, and with which sessions. */
@Controller('api/v1')
@UseGuards(NewsroomGuard)
@UseInterceptors(RightsNotice)
export class SessionController {
  constructor(
    private readonly sessions: Sessions,
    private readonly ceremonies: PasskeyCeremonies,
    private readonly door: SessionDoor,
    private readonly config: Config,
  ) {}

  @Post('session')
  @Everybody()
  @HttpCode(200)
  signIn(
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Principal> {
    const key = parseInput(signInInput, body);
    if ('password' in key) this.door.countTry(request);
    const from = this.door.from(request);
    if (!('passkey' in key)) {
      return this.door.letIn(request, response, () => this.sessions.signIn(key, from));
    }
    const site = siteOf(request, this.config.publicUrl);
    return this.door.letIn(request, response, async () =>
      this.sessions.signInByPasskey(await this.ceremonies.signIn(key.passkey, site, from), from),
    );
  }

  @Get('session')
  @OwnSession()
  whoAmI(@Person() person: Principal) {
    return person;
  }

  @Delete('session')
  @Everybody()
  @HttpCode(204)
  async signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response) {
    const session = sessionOf(request);
    if (session !== undefined) await this.sessions.signOut(session);
    this.door.forget(request, response);
  }

  @Put('session/password')
  @OwnSession()
  @HttpCode(204)
  async changePassword(
    @Body() body: unknown,
    @Person() person: Principal,
    @By() by: Actor,
    @Req() request: Request,
  ) {
    const { current, password } = parseInput(passwordInput, body);
    const session = sessionOf(request) ?? '';
    await this.door.again(request, () =>
      this.sessions.changePassword(person, current, password, session, by),
    );
  }

  @Get('sessions')
  @OwnSession()
  async list(@Person() person: Principal, @Req() request: Request) {
    return { sessions: await this.sessions.of(person, sessionOf(request)) };
  }

  @Delete('sessions')
  @OwnSession()
  @HttpCode(204)
  async endOthers(@Person() person: Principal, @Req() request: Request) {
    await this.sessions.endOthers(person, sessionOf(request));
  }

  @Delete('sessions/:id')
  @OwnSession()
  @HttpCode(204)
  async end(@Param('id') id: string, @Person() person: Principal) {
    if (await this.sessions.end(person, id)) return;
    throw new Refusal('not_found', 'You have no such session; it may have ended.');
  }
}
