import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Post,
  Put,
  Req,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import type { Request } from 'express';
import type { Actor } from '../../accounts/person.ts';
import type { Principal } from '../../accounts/principal.ts';
import { SecondStep } from '../../accounts/second-factor/second-step.ts';
import { OwnSession } from '../access/access.decorator.ts';
import { NewsroomGuard } from '../access/newsroom.guard.ts';
import { RightsNotice } from '../access/rights-notice.interceptor.ts';
import { By, Person } from '../access/person.decorator.ts';
import { parseInput } from '../input/parse-input.ts';
import { againInput, againWithCodeInput, codeInput } from '../input/sign-in-input.ts';
import { SessionDoor } from './session-door.ts';

/** The second factor of who is signed in. Who sits down at an open desk cannot change it: each act asks for a proof. */
@Controller('api/v1/session/second-factor')
@UseGuards(NewsroomGuard)
@UseInterceptors(RightsNotice)
export class SecondFactorController {
  constructor(
    private readonly step: SecondStep,
    private readonly door: SessionDoor,
  ) {}

  @Get()
  @OwnSession()
  look(@Person() person: Principal) {
    return this.step.of(person);
  }

  /** The secret is answered this once. */
  @Post()
  @OwnSession()
  begin(
    @Body() body: unknown,
    @Person() person: Principal,
    @By() by: Actor,
    @Req() request: Request,
  ) {
    const { password } = parseInput(againInput, body);
    return this.door.again(request, () => this.step.begin(person, password, by));
  }

  @Put()
  @OwnSession()
  async confirm(
    @Body() body: unknown,
    @Person() person: Principal,
    @By() by: Actor,
    @Req() request: Request,
  ) {
    const { code } = parseInput(codeInput, body);
    const confirm = () => this.step.confirm(person, code, by);
    return { recoveryCodes: await this.door.countWrong(request, confirm) };
  }

  @Post('recovery-codes')
  @OwnSession()
  async renew(
    @Body() body: unknown,
    @Person() person: Principal,
    @By() by: Actor,
    @Req() request: Request,
  ) {
    const { password, code } = parseInput(againWithCodeInput, body);
    const renew = () => this.step.renew(person, password, code, by);
    return { recoveryCodes: await this.door.again(request, renew) };
  }

  @Delete()
  @OwnSession()
  @HttpCode(204)
  async remove(
    @Body() body: unknown,
    @Person() person: Principal,
    @By() by: Actor,
    @Req() request: Request,
  ) {
    const { password, code } = parseInput(againWithCodeInput, body);
    await this.door.again(request, () => this.step.remove(person, password, code, by));
  }
}
