import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Refusal } from '../../feed/refusal.ts';
import { cachePicture } from '../../http/caching.ts';
import { Encoded, sendEncoded } from '../../http/encoded.ts';
import { sendPart } from '../../http/send-part.ts';
import { MediaShelf } from '../../media/media-shelf.ts';
import { shareWithAll } from '../shell/assets.controller.ts';

/** The pictures and sounds of items, for every page that shows them. */
@Controller('media/:id')
export class MediaFilesController {
  constructor(private readonly shelf: MediaShelf) {}

  @Get(':name')
  async file(
    @Param('id') id: string,
    @Param('name') name: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    shareWithAll(response);
    const sound = await this.shelf.sound(id, name);
    if (sound !== undefined) {
      describe(response, id, sound.type);
      // Named by the upload: of each there is one file.
      sendPart(request, response, sound.bytes, id);
      return;
    }
    const accepted = request.headers.accept ?? '';
    const taken = await this.shelf.take(id, name, (type) => accepted.includes(type));
    if (taken === undefined) throw new Refusal('not_found', 'There is no such file, or no more.');
    if (taken.isChosen) response.vary('Accept');
    describe(response, id, taken.type);
    // A file never changes under its name.
    await sendEncoded(request, response, Encoded.packed(taken.bytes));
  }
}

function describe(response: Response, id: string, type: string): void {
  cachePicture(response);
  response.set({
    'Content-Type': type,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Tag': `media-${id}`,
    'Surrogate-Key': `media-${id}`,
  });
}
