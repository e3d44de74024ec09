import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Principal } from '../../accounts/principal.ts';
import { Sessions, sessionSeconds } from '../../accounts/sessions.ts';
import { Config } from '../../config.ts';
import { Refusal } from '../../feed/refusal.ts';
import { WrongKeys } from '../../http/wrong-keys.ts';
import { Everybody, OwnSession } from '../access/access.decorator.ts';
import { NewsroomGuard } from '../access/newsroom.guard.ts';
import { Person } from '../access/person.decorator.ts';
import { parseInput } from '../input/parse-input.ts';
import { cookieFor, sessionOf } from './session-cookie.ts';

const secret = z.string('must be text').min(1, 'must not be empty').max(500, 'is too long');

const signInInput = z.union([z.strictObject({ token: secret }), z.strictObject({ code: secret })], {
  error: 'must be {"token": …} or {"code": …}',
});

type SignInKey = z.infer<typeof signInInput>;

@Controller('api/v1/session')
@UseGuards(NewsroomGuard)
export class SessionController {
  constructor(
    private readonly sessions: Sessions,
    private readonly wrongKeys: WrongKeys,
    private readonly config: Config,
  ) {}

  @Post()
  @Everybody()
  @HttpCode(200)
  async signIn(
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const key = parseInput(signInInput, body);
    const session = await this.open(key, request);
    const maxAge = sessionSeconds * 1000;
    const { name, options } = cookieFor(request, this.config.publicUrl);
    response.cookie(name, session, { ...options, maxAge });
    return { name: 'admin', role: 'admin' };
  }

  @Get()
  @OwnSession()
  whoAmI(@Person() person: Principal) {
    return person;
  }

  @Delete()
  @Everybody()
  @HttpCode(204)
  async signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response) {
    const session = sessionOf(request);
    if (session !== undefined) await this.sessions.signOut(session);
    const { name, options } = cookieFor(request, this.config.publicUrl);
    response.clearCookie(name, options);
  }

  /**
   * The secret of a new session. The key is tried before the limit, so that wrong keys of others do not lock it out.
   */
  private async open(key: SignInKey, request: Request): Promise<string> {
    try {
      return await this.sessions.signIn(key);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'not_signed_in') throw error;
      throw await this.wrongKeys.refusal(request, error);
    }
  }
}
