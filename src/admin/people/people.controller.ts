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
  UseInterceptors,
} from '@nestjs/common';
import { PasskeyCeremonies } from '../../accounts/passkeys/passkey-ceremonies.ts';
import { PersonErasure } from '../../accounts/erasing/person-erasure.ts';
import { People } from '../../accounts/people.ts';
import { SecondStep } from '../../accounts/second-factor/second-step.ts';
import type { Actor } from '../../accounts/person.ts';
import { May } from '../access/access.decorator.ts';
import { NewsroomGuard } from '../access/newsroom.guard.ts';
import { RightsNotice } from '../access/rights-notice.interceptor.ts';
import { By } from '../access/person.decorator.ts';
import { parseInput } from '../input/parse-input.ts';
import { personInput } from '../input/people-input.ts';

/** The people of the newsroom, for who manages them. */
@Controller('api/v1/people')
@UseGuards(NewsroomGuard)
@UseInterceptors(RightsNotice)
export class PeopleController {
  constructor(
    private readonly people: People,
    private readonly erasure: PersonErasure,
    private readonly step: SecondStep,
    private readonly ceremonies: PasskeyCeremonies,
  ) {}

  @Get()
  @May('manage people')
  async list() {
    return { people: await this.people.list() };
  }

  @Patch(':id')
  @May('manage people')
  change(@Param('id') id: string, @Body() body: unknown, @By() by: Actor) {
    return this.people.change(id, parseInput(personInput, body), by);
  }

  @Delete(':id')
  @May('manage people')
  @HttpCode(204)
  remove(@Param('id') id: string, @By() by: Actor) {
    return this.people.remove(id, by);
  }

  /** For a person who asks to be forgotten, or who was removed before. */
  @Post(':id/erase')
  @May('manage people')
  @HttpCode(204)
  erase(@Param('id') id: string, @By() by: Actor) {
    return this.erasure.erase(id, by);
  }

  /** For a person who has lost it, with all recovery codes. */
  @Delete(':id/second-factor')
  @May('manage people')
  @HttpCode(204)
  takeOff(@Param('id') id: string, @By() by: Actor) {
    return this.step.takeOff(id, by);
  }

  /** For a person who has lost a device. */
  @Delete(':id/passkeys')
  @May('manage people')
  @HttpCode(204)
  removePasskeys(@Param('id') id: string, @By() by: Actor) {
    return this.ceremonies.removeAll(id, by);
  }
}
