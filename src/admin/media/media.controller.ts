import {
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { mediaPath } from '../../feed/media-address.ts';
import { Refusal } from '../../feed/refusal.ts';
import type { Principal } from '../../accounts/principal.ts';
import type { Actor } from '../../log/log.ts';
import { Media } from '../../media/media.ts';
import { secondsOf, shownPath, type Upload } from '../../media/upload.ts';
import { May } from '../access/access.decorator.ts';
import { NewsroomGuard } from '../access/newsroom.guard.ts';
import { By, Person } from '../access/person.decorator.ts';
import { MediaErasure, usesFor } from './media-erasure.ts';
import { UploadReader } from './upload-reader.ts';

/** The newsroom's pictures and sounds. They belong to no feed. */
@Controller('api/v1/media')
@UseGuards(NewsroomGuard)
export class MediaController {
  constructor(
    private readonly media: Media,
    private readonly reader: UploadReader,
    private readonly erasure: MediaErasure,
  ) {}

  @Post()
  @May('write drafts')
  async add(
    @By() by: Actor,
    @Query('name') sent: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const named = typeof sent === 'string' ? sent : '';
    const { bytes, name } = await this.reader.read(request, response, named);
    if (bytes.length === 0)
      throw new Refusal('malformed', 'The body is empty: send a picture or a sound.');
    return answerOf(await this.media.add(bytes, name, by));
  }

  @Get()
  @May('write drafts')
  async list(@Query('q') query: unknown, @Query('before') before: unknown) {
    const uploads = await this.media.list(
      typeof query === 'string' ? query : '',
      typeof before === 'string' ? before : undefined,
    );
    return { media: uploads.map(answerOf) };
  }

  @Get(':id')
  @May('write drafts')
  async one(@Person() person: Principal, @Param('id') id: string) {
    const upload = await this.media.find(id);
    if (upload === undefined) throw new Refusal('not_found', 'There is no such picture.');
    return { ...answerOf(upload), uses: usesFor(person, await this.media.usesOf(id)) };
  }

  @Delete(':id')
  @HttpCode(204)
  @May('publish')
  async erase(
    @Person() person: Principal,
    @By() by: Actor,
    @Param('id') id: string,
    @Query('drafts') drafts: unknown,
  ): Promise<void> {
    if (drafts !== undefined && drafts !== 'true') {
      throw new Refusal('invalid_input', 'The query cannot be used.', [
        { pointer: '/drafts', detail: 'must be "true", or left out to change no draft' },
      ]);
    }
    await this.erasure.erase(id, person, by, drafts === 'true' ? 'taken out' : 'kept');
  }
}

function answerOf(upload: Upload) {
  const { id, name, type, width, height, color, files, addedAt, addedBy } = upload;
  const variants = files.map(({ name: file, ...rest }) => ({ url: mediaPath(id, file), ...rest }));
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const url = shownPath(upload);
  const seconds = secondsOf(upload);
  if (seconds !== undefined) return { id, url, name, type, seconds, bytes, addedAt, addedBy };
  return { id, url, name, type, width, height, color, bytes, variants, addedAt, addedBy };
}
