import { isMediaId } from '../feed/media-address.ts';
import { Refusal } from '../feed/refusal.ts';
import { mediaKey, type MediaStore } from './media-store.ts';
import { isSoundName, soundTypeOf } from './sounds/sound-kind.ts';

/** Of the files that readers ask for, the latest are held in memory, up to this many bytes. */
const maxBytes = 64 * 1024 * 1024;
/** Files that the store is asked for at the same time, each in memory: it must not be kept busy by one crowd. */
const maxAsked = 64;
/** Sounds among them: each may be as large as an upload. */
const maxSoundsAsked = 4;
/** After this time a held file is looked for again: it may have been erased by another instance. */
const sureMs = 500;

/** "640.avif", or "640" for the best format that is taken. The store is asked for no other name. */
const named = /^([1-9]\d{0,4})(?:\.(avif|webp|jpg))?$/;

/** By the ends of file names, the best first. */
const types = { avif: 'image/avif', webp: 'image/webp', jpg: 'image/jpeg' } as const;

type Format = keyof typeof types;
const formats = Object.keys(types) as readonly Format[];

/** A file for a reader. */
export interface Taken {
  readonly bytes: Buffer;
  readonly type: string;
  /** Whether another reader may get another format at the same address. */
  readonly isChosen: boolean;
}

interface Held {
  readonly bytes: Buffer;
  sureUntil: number;
}

/** What readers get files from: memory, or the store. No database is asked. Also the injection token. */
export class MediaShelf {
  readonly #held = new Map<string, Held>();
  readonly #asked = new Map<string, Promise<Buffer | undefined>>();
  readonly #sounds = new Map<string, Promise<Buffer | undefined>>();
  #bytes = 0;

  constructor(
    private readonly store: MediaStore,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * Undefined for a file that is not there, or was erased up to half a second ago. Throws `media_unavailable` while the store
   * is away, or asked for too many files at once. `accepts`: which types the reader takes,
   * asked where the name has no format; JPEG is for everybody.
   */
  async take(
    id: string,
    name: string,
    accepts: (type: string) => boolean,
  ): Promise<Taken | undefined> {
    const [, width, format] = named.exec(name) ?? [];
    if (!isMediaId(id) || width === undefined) return undefined;
    const isChosen = format === undefined;
    const wanted = formats.filter((one) =>
      isChosen ? one === 'jpg' || accepts(types[one]) : one === format,
    );
    for (const one of wanted) {
      const bytes = await this.#file(mediaKey(id, `${width}.${one}`));
      if (bytes !== undefined) return { bytes, type: types[one], isChosen };
    }
    return undefined;
  }

  /** A sound, and its type. Undefined and throws as `take`. */
  async sound(id: string, name: string): Promise<Omit<Taken, 'isChosen'> | undefined> {
    if (!isMediaId(id) || !isSoundName(name)) return undefined;
    const bytes = await this.#file(mediaKey(id, name), this.#sounds, maxSoundsAsked);
    return bytes && { bytes, type: soundTypeOf(name) };
  }

  async #file(key: string, allAsked = this.#asked, most = maxAsked): Promise<Buffer | undefined> {
    const held = this.#held.get(key);
    if (held !== undefined && this.now() < held.sureUntil) return held.bytes;
    const known = allAsked.get(key);
    if (known === undefined && allAsked.size >= most) {
      throw new Refusal('media_unavailable', 'Too many files are asked for. Try again.');
    }
    const asked = known ?? this.#ask(key, held);
    allAsked.set(key, asked);
    try {
      return await asked;
    } finally {
      allAsked.delete(key);
    }
  }

  async #ask(key: string, held: Held | undefined): Promise<Buffer | undefined> {
    const sureUntil = this.now() + sureMs;
    if (held !== undefined && (await this.store.has(key))) {
      held.sureUntil = sureUntil;
      return held.bytes;
    }
    this.#drop(key);
    const bytes = held === undefined ? await this.store.get(key) : undefined;
    if (bytes !== undefined) this.#hold(key, { bytes, sureUntil });
    return bytes;
  }

  #hold(key: string, held: Held): void {
    this.#held.set(key, held);
    this.#bytes += held.bytes.length;
    for (const oldest of this.#held.keys()) {
      if (this.#bytes <= maxBytes) return;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    this.#bytes -= this.#held.get(key)?.bytes.length ?? 0;
    this.#held.delete(key);
  }
}
