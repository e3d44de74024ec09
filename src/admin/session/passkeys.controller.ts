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
import { PasskeyCeremonies } from '../../accounts/passkeys/passkey-ceremonies.ts';
import type { Actor } from '../../accounts/person.ts';
import type { Principal } from '../../accounts/principal.ts';
import { Config } from '../../config.ts';
import { Everybody, OwnSession } from '../access/access.decorator.ts';
import { NewsroomGuard } from '../access/newsroom.guard.ts';
import { By, Person } from '../access/person.decorator.ts';
import { parseInput } from '../input/parse-input.ts';
import { addPasskeyInput, noInput } from '../input/passkey-input.ts';
import { againInput } from '../input/sign-in-input.ts';
import { SessionDoor } from './session-door.ts';
import { siteOf } from './site-of.ts';

/** The passkeys of who is signed in, and the challenge of who is to be. */
@Controller('api/v1/session')
@UseGuards(NewsroomGuard)
export class PasskeysController {
  constructor(
    private readonly ceremonies: PasskeyCeremonies,
    private readonly door: SessionDoor,
    private readonly config: Config,
  ) {}

  /** What is to be signed by a passkey, for `POST /session {passkey}`. */
  @Post('challenge')
  @Everybody()
  @HttpCode(200)
  challenge(@Body() body: unknown, @Req() request: Request) {
    parseInput(noInput, body);
    this.door.countTry(request);
    return this.ceremonies.beginSignIn(siteOf(request, this.config.publicUrl));
  }

  @Get('passkeys')
  @OwnSession()
  async list(@Person() person: Principal) {
    return { passkeys: await this.ceremonies.list(person) };
  }

  @Post('passkeys/challenge')
  @OwnSession()
  @HttpCode(200)
  begin(@Body() body: unknown, @Person() person: Principal, @Req() request: Request) {
    const { password } = parseInput(againInput, body);
    const site = siteOf(request, this.config.publicUrl);
    return this.door.again(request, () => this.ceremonies.beginAdding(person, password, site));
  }

  @Post('passkeys')
  @OwnSession()
  add(
    @Body() body: unknown,
    @Person() person: Principal,
    @By() by: Actor,
    @Req() request: Request,
  ) {
    const { name, response } = parseInput(addPasskeyInput, body);
    const site = siteOf(request, this.config.publicUrl);
    return this.ceremonies.add(person, name, response, site, by);
  }

  @Delete('passkeys/:id')
  @OwnSession()
  @HttpCode(204)
  remove(@Param('id') id: string, @Person() person: Principal, @By() by: Actor) {
    return this.ceremonies.remove(person, id, by);
  }
}
