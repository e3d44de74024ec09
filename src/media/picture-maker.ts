import { spawn } from 'node:child_process';
import { Refusal, tooManyRequests } from '../feed/refusal.ts';
import { maxPixels, pictureProgram, type MadePicture, type Outcome } from './picture-program.ts';

/** Pictures that wait for the one being made, each with its bytes in memory. */
const maxWaiting = 8;
/** The largest takes some 5 s on one core. */
const maxMs = 60_000;

/**
 * Makes the files of uploaded pictures, one after the other, each in a process of its own that ends with it: a file that
 * breaks a decoder breaks that process. It is given no secret of this one.
 */
export class PictureMaker {
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** Throws `not_a_picture`, `too_large` (pixels) or, when too many wait, `too_many_requests`. */
  async make(bytes: Buffer): Promise<MadePicture> {
    if (this.#waiting >= maxWaiting) {
      throw tooManyRequests('Too many pictures are being made here.', 5_000);
    }
    this.#waiting += 1;
    const outcome = this.#last.then(() => run(bytes));
    this.#last = outcome.catch(() => undefined);
    try {
      return madeOf(await outcome);
    } finally {
      this.#waiting -= 1;
    }
  }
}

/** A process that dies or takes too long has met a file that it cannot read. */
function run(bytes: Buffer): Promise<Outcome> {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['-e', pictureProgram], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
      env: {},
      timeout: maxMs,
      killSignal: 'SIGKILL',
    });
    child.once('message', (outcome) => done(outcome as Outcome));
    child.once('error', () => done({ fault: 'broken' }));
    child.once('exit', () => done({ fault: 'broken' }));
    child.send(bytes, () => undefined);
  });
}

function madeOf(outcome: Outcome): MadePicture {
  if ('made' in outcome) return outcome.made;
  switch (outcome.fault) {
    case 'no picture':
      throw new Refusal(
        'not_a_picture',
        'This is no JPEG, PNG, WebP, AVIF or GIF, whatever its name says. Save it as one of these, and send that.',
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
