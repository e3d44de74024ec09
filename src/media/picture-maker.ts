import { Refusal } from '../feed/refusal.ts';
import type { MadeUpload } from './made-upload.ts';
import { OneByOne } from './one-by-one.ts';
import { maxPixels, pictureProgram, type Outcome } from './picture-program.ts';
import { runApart } from './run-apart.ts';

/** Makes the files of uploaded pictures, one after the other, each in a process of its own. */
export class PictureMaker {
  readonly #queue = new OneByOne();

  /** Throws `not_a_picture`, `too_large` (pixels) or, when too many wait, `too_many_requests`. */
  async make(bytes: Buffer): Promise<MadeUpload> {
    const outcome = await this.#queue.run(() => runApart(pictureProgram, bytes));
    return madeOf((outcome as Outcome | undefined) ?? { fault: 'broken' });
  }
}

function madeOf(outcome: Outcome): MadeUpload {
  if ('made' in outcome) return outcome.made;
  switch (outcome.fault) {
    case 'no picture':
      throw new Refusal(
        'not_a_picture',
        'This is no JPEG, PNG, WebP, AVIF or GIF, and no MP3, M4A, AAC, Ogg or WAV, whatever its name says. Save it as one of these, and send that.',
      );
    case 'too many pixels':
      throw new Refusal(
        'too_large',
        `This picture has more than ${maxPixels / 1_000_000} million pixels. Make it smaller, and send that.`,
      );
    case 'broken':
      throw new Refusal(
        'not_a_picture',
        'This picture is damaged: a part of it cannot be read. Open it in a program, save it anew, and send that.',
      );
  }
}
