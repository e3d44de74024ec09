import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { z } from 'zod';
import { Config } from '../../config.ts';
import { Refusal } from '../../feed/refusal.ts';
import { parseInput } from '../input/parse-input.ts';
import { NewsroomGuard, principalOf } from './newsroom.guard.ts';
import { cookieFor, sessionOf } from './session-cookie.ts';
import { Sessions, sessionSeconds } from './sessions.ts';

const secret = z.string('must be text').min(1, 'must not be empty').max(500, 'is too long');

const signInInput = z.union([z.strictObject({ token: secret }), z.strictObject({ code: secret })], {
  error: 'must be {"token": …} or {"code": …}',
});

/** Twenty wrong keys in five minutes from one address, then a pause. */
const failures = { points: 20, duration: 300 };

@Controller('api/v1/session')
export class SessionController {
  private readonly failed = new RateLimiterMemory(failures);

  constructor(
    private readonly sessions: Sessions,
    private readonly config: Config,
  ) {}

  @Post()
  @HttpCode(200)
  async signIn(
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const key = parseInput(signInInput, body);
    const address = request.ip ?? '';
    const tried = await this.failed.get(address);
    if (tried !== null && tried.consumedPoints >= failures.points) throw tooMany(tried);
    try {
      const session = await this.sessions.signIn(key);
      const maxAge = sessionSeconds * 1000;
      const { name, options } = cookieFor(request, this.config.publicUrl);
      response.cookie(name, session, { ...options, maxAge });
      return { name: 'admin', role: 'admin' };
    } catch (error) {
      if (error instanceof Refusal) await this.failed.penalty(address);
      throw error;
    }
  }

  @Get()
  @UseGuards(NewsroomGuard)
  whoAmI(@Req() request: Request) {
    return principalOf(request);
  }

  @Delete()
  @HttpCode(204)
  async signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response) {
    const session = sessionOf(request);
    if (session !== undefined) await this.sessions.signOut(session);
    const { name, options } = cookieFor(request, this.config.publicUrl);
    response.clearCookie(name, options);
  }
}

function tooMany(tried: RateLimiterRes): Refusal {
  const seconds = Math.ceil(tried.msBeforeNext / 1000);
  return new Refusal('too_many_requests', `Try again in ${seconds} s.`);
}
