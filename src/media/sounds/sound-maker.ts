import { Refusal } from '../../feed/refusal.ts';
import type { MadeUpload } from '../made-upload.ts';
import { OneByOne } from '../one-by-one.ts';
import { runApart } from '../run-apart.ts';
import type { SoundKind } from './sound-kind.ts';
import { withoutTags } from './sound-tags.ts';

const maxHours = 4;

/** What the library says of a sound. */
interface Found {
  readonly codec?: string;
  readonly seconds?: number;
  readonly isFilm?: boolean;
}

/** As music-metadata names the codecs that browsers play; WAV of more than 16 bits is 65534. Others, and films, have the same containers. */
const playable =
  /^(MPEG [12.5]+ Layer 3|AAC|MPEG-4\/AAC|Opus|Vorbis I|PCM|IEEE_FLOAT|non-PCM \(65534\))$/;

/** The program that looks at a stranger's file, to be run in a process of its own. */
const program = `
  process.once('message', async ({ bytes, type }) => {
    const { parseBuffer } = await import(${JSON.stringify(import.meta.resolve('music-metadata'))});
    const { format } = await parseBuffer(
      bytes,
      { mimeType: type, size: bytes.length },
      { duration: true, skipCovers: true },
    ).catch(() => ({ format: {} }));
    process.send({ codec: format.codec, seconds: format.duration, isFilm: format.hasVideo }, () => process.exit());
  });
`;

/** Proves sounds, and takes out what was written into them, one after the other. A sound is one file. */
export class SoundMaker {
  readonly #queue = new OneByOne();

  /** Throws `not_a_picture`, `too_large` (hours) or, when too many wait, `too_many_requests`. */
  async make(bytes: Buffer, { name, type }: SoundKind): Promise<MadeUpload> {
    const found = (await this.#queue.run(() => runApart(program, { bytes, type }))) as
      | Found
      | undefined;
    const { codec = '', seconds = 0, isFilm = false } = found ?? {};
    const plain = withoutTags(bytes, name);
    if (isFilm || !playable.test(codec) || !(seconds > 0) || plain === undefined) throw notPlayed();
    if (seconds > maxHours * 3_600) {
      throw new Refusal('too_large', `A recording may have ${maxHours} hours. Send it in parts.`);
    }
    const length = Math.max(1, Math.round(seconds));
    const noPicture = { width: 0, height: 0 };
    const file = { name, type, ...noPicture, seconds: length, bytes: plain };
    return { type, ...noPicture, color: undefined, files: [file] };
  }
}

function notPlayed(): Refusal {
  return new Refusal(
    'not_a_picture',
    'This recording cannot be read, or browsers do not play it. Save it as MP3, M4A (AAC), Ogg (Opus or Vorbis) or WAV (PCM), and send that.',
  );
}
