import { Body, Controller, Delete, Get, HttpCode, Param, Put, UseGuards } from '@nestjs/common';
import { KeptTexts, placeOf, type Place } from '../../accounts/kept-texts/kept-texts.ts';
import type { Principal } from '../../accounts/principal.ts';
import { Refusal } from '../../feed/refusal.ts';
import { OwnSession } from '../access/access.decorator.ts';
import { NewsroomGuard } from '../access/newsroom.guard.ts';
import { Person } from '../access/person.decorator.ts';
import { keptTextInput } from '../input/kept-text-input.ts';
import { parseInput } from '../input/parse-input.ts';

/** The unsent texts of who is signed in. They are kept whatever one may do in their feeds: nobody's words vanish. */
@Controller('api/v1/kept')
@UseGuards(NewsroomGuard)
export class KeptTextsController {
  constructor(private readonly texts: KeptTexts) {}

  @Get()
  @OwnSession()
  async list(@Person() { id }: Principal) {
    // Whoever ADMIN_TOKEN stands for may be several people: they have none here.
    return { texts: id === undefined ? [] : await this.texts.list(id) };
  }

  @Put(':name')
  @OwnSession()
  @HttpCode(204)
  async keep(@Param('name') name: string, @Body() body: unknown, @Person() person: Principal) {
    const place = placeNamed(name);
    const { person: writer, value } = parseInput(keptTextInput, body);
    // Another person may have signed in at the same device while a text was on its way.
    if (writer !== idOf(person)) {
      throw new Refusal('not_allowed', 'This text is of somebody else: nothing was kept.');
    }
    await this.texts.keep(writer, name, place, value);
  }

  @Delete(':name')
  @OwnSession()
  @HttpCode(204)
  async drop(@Param('name') name: string, @Person() person: Principal) {
    placeNamed(name);
    await this.texts.drop(idOf(person), name);
  }
}

function idOf({ id }: Principal): string {
  if (id !== undefined) return id;
  throw new Refusal(
    'not_allowed',
    'Unsent texts are kept here for people with an account; yours stay on your device alone.',
  );
}

function placeNamed(name: string): Place {
  const place = placeOf(name);
  if (place !== undefined) return place;
  throw new Refusal(
    'invalid_input',
    'Nothing was changed. A text is called "{tab}:{kind}:{feed}", or "{tab}:{kind}:{feed}:{item}".',
  );
}
