import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { isLinking, OpenidSignIn, type Begun } from '../../accounts/openid/openid-sign-in.ts';
import type { Actor } from '../../accounts/person.ts';
import type { Principal } from '../../accounts/principal.ts';
import { Sessions } from '../../accounts/sessions.ts';
import { Config } from '../../config.ts';
import { Refusal } from '../../feed/refusal.ts';
import { Everybody, OwnSession } from '../access/access.decorator.ts';
import { NewsroomGuard } from '../access/newsroom.guard.ts';
import { By, Person } from '../access/person.decorator.ts';
import { parseInput } from '../input/parse-input.ts';
import { noInput } from '../input/passkey-input.ts';
import { againInput, againPerhapsWithCodeInput } from '../input/sign-in-input.ts';
import { cookieIn, openidCookieFor } from './openid-cookie.ts';
import { SessionDoor } from './session-door.ts';

/** From the callback to the newsroom, below whatever path: a fixed address, which nobody can lead elsewhere. */
const newsroom = '../../../../newsroom';

/** Sign-in at the OpenID provider of the newsroom. */
@Controller('api/v1/session/openid')
@UseGuards(NewsroomGuard)
export class OpenidController {
  constructor(
    private readonly openid: OpenidSignIn,
    private readonly sessions: Sessions,
    private readonly door: SessionDoor,
    private readonly config: Config,
  ) {}

  /** What the page's button calls the provider, where there is one. */
  @Get()
  @Everybody()
  look() {
    const { settings } = this.openid;
    return settings === undefined ? {} : { name: settings.name };
  }

  @Post()
  @Everybody()
  @HttpCode(200)
  async begin(
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    parseInput(noInput, body);
    this.door.countTry(request);
    return this.lead(request, response, await this.openid.begin(this.redirectUri(request)));
  }

  /** Where the provider leads a browser back to. What went wrong is told by the page. */
  @Get('callback')
  @Everybody()
  async end(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { name, options } = openidCookieFor(request, this.config.publicUrl);
    const kept = cookieIn(request.headers, name);
    const from = this.door.from(request);
    const [, query = ''] = request.url.split('?');
    try {
      this.door.countTry(request);
      const callback = new URL(`${this.redirectUri(request)}?${query}`);
      const ended = await this.openid.end(callback, kept, { address: from.address });
      response.clearCookie(name, { ...options, maxAge: undefined });
      if (ended.kind === 'linked') {
        response.redirect(303, `${newsroom}/settings`);
        return;
      }
      await this.door.letIn(request, response, () =>
        this.sessions.signInByOpenid(ended.person, from),
      );
      response.redirect(303, newsroom);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const place = isLinking(kept) ? `${newsroom}/settings` : newsroom;
      response.redirect(303, `${place}#openid=${error.code}`);
    }
  }

  @Get('link')
  @OwnSession()
  async linked(@Person() person: Principal) {
    const linked = await this.openid.of(person);
    return linked === undefined ? {} : { linked };
  }

  @Post('link')
  @OwnSession()
  @HttpCode(200)
  async beginLinking(
    @Body() body: unknown,
    @Person() person: Principal,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { password, code } = parseInput(againPerhapsWithCodeInput, body);
    const begun = await this.door.again(request, () =>
      this.openid.beginLinking(person, password, code, this.redirectUri(request), {
        address: this.door.from(request).address,
      }),
    );
    return this.lead(request, response, begun);
  }

  @Delete('link')
  @OwnSession()
  @HttpCode(204)
  async unlink(
    @Body() body: unknown,
    @Person() person: Principal,
    @By() by: Actor,
    @Req() request: Request,
  ) {
    const { password } = parseInput(againInput, body);
    await this.door.again(request, () => this.openid.unlink(person, password, by));
  }

  private lead(request: Request, response: Response, { url, kept }: Begun) {
    const { name, options } = openidCookieFor(request, this.config.publicUrl);
    response.cookie(name, kept, options);
    return { url };
  }

  private redirectUri(request: Request): string {
    const base =
      this.config.publicUrl ?? `${request.protocol}://${request.headers.host ?? 'localhost'}`;
    return `${base}/api/v1/session/openid/callback`;
  }
}
