import { Refusal } from '../../feed/refusal.ts';
import type { Image } from '../../feed/item.ts';
import { mediaIdsIn } from '../../feed/media-address.ts';
import type { ImportedItem } from '../../log/imports.ts';
import type { Actor } from '../../log/log.ts';
import type { Media } from '../../media/media.ts';
import { shownPath } from '../../media/upload.ts';
import type { ToldMedia } from '../told/told.ts';
import type { Fetcher } from './fetched.ts';

const maxPictures = 2_000;
/** A host that failed so often in a row is asked no more. */
const maxFailures = 3;

/** Brings the pictures of entries into the library, each once in an import. */
export class Pictures {
  added = 0;
  private readonly here = new Map<string, Partial<Image>>();
  private readonly failures = new Map<string, number>();
  private readonly brought = new Map<string, ToldMedia>();
  private readonly moved = new Map<string, string>();

  constructor(
    private readonly media: Media,
    private readonly fetcher: Fetcher,
    private readonly by: Actor,
    private readonly signal: AbortSignal,
  ) {}

  /** A file that came with the story, until the next entry that is brought. */
  bring(file: ToldMedia): void {
    this.brought.set(file.url, file);
  }

  /** The files that came for the entry before are let go. */
  forget(): void {
    this.brought.clear();
  }

  /** The item with pictures of the library in the place of those that came, or were fetched. `onLost`: one is shown from where it is. */
  async settled(item: ImportedItem, onLost: () => void): Promise<ImportedItem> {
    const text = JSON.stringify(item);
    let moved = text;
    for (const [url, file] of this.brought) {
      if (text.includes(url)) moved = moved.replaceAll(url, await this.kept(url, file));
    }
    const settled = moved === text ? item : (JSON.parse(moved) as ImportedItem);
    const wordings: ImportedItem['wordings'][number][] = [];
    for (const wording of settled.wordings) {
      const { image, images, ...content } = wording.content;
      const all: Image[] = [];
      for (const each of images ?? (image === undefined ? [] : [image])) {
        all.push(await this.fetched(each, onLost));
      }
      const [lead] = all;
      const shown = {
        ...(lead !== undefined && { image: lead }),
        ...(images !== undefined && { images: all }),
      };
      wordings.push({ ...wording, content: { ...content, ...shown } });
    }
    return { ...settled, wordings };
  }

  private async kept(url: string, { name, bytes }: ToldMedia): Promise<string> {
    const known = this.moved.get(url);
    if (known !== undefined) return known;
    const [id] = mediaIdsIn(url);
    // An export that comes back to where it was made.
    const own = id === undefined ? undefined : await this.media.find(id);
    const path = own === undefined ? shownPath(await this.media.add(bytes, name, this.by)) : url;
    if (own === undefined) this.added += 1;
    this.moved.set(url, path);
    return path;
  }

  private async fetched(image: Image, onLost: () => void): Promise<Image> {
    if (!/^https?:/.test(image.url)) return image;
    const known = this.here.get(image.url);
    if (known !== undefined) return { ...image, ...known };
    const host = URL.parse(image.url)?.host ?? '';
    const failures = this.failures.get(host) ?? 0;
    const found =
      failures >= maxFailures || this.added >= maxPictures ? undefined : await this.add(image.url);
    this.failures.set(host, found === undefined ? failures + 1 : 0);
    if (found === undefined) {
      onLost();
      return image;
    }
    this.here.set(image.url, found);
    return { ...image, ...found };
  }

  private async add(url: string): Promise<Partial<Image> | undefined> {
    const fetched = await this.fetcher.fetch(url, this.signal);
    if (typeof fetched === 'string') return undefined;
    try {
      const name = new URL(url).pathname.split('/').at(-1) ?? '';
      const upload = await this.media.add(fetched.bytes, name, this.by);
      this.added += 1;
      const { width, height, color } = upload;
      return { url: shownPath(upload), width, height, ...(color !== undefined && { color }) };
    } catch (error) {
      if (error instanceof Refusal && !error.retry) return undefined;
      throw error;
    }
  }
}
