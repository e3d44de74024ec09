import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { privateFolder } from '../../database/private-folder.ts';
import { isSlug } from '../../feed/feed-info.ts';
import { keptIn, textOf } from './kept-text.ts';
import type { Kept } from './loading.ts';

/** A feed that comes to more is fetched anew after a restart: a usual one has half a megabyte. */
const maxBytes = 16 * 1024 * 1024;
/** All feeds together: those that were written longest ago go first. */
const maxAllBytes = 512 * 1024 * 1024;
/** Changes come in rows: they are written together. What erases words is written at once. */
const restMs = 2_000;
/** A file is written within this time. */
const writtenWithinMs = 60_000;
/** Readers of before a restart are back within this time. */
const unaskedMs = 600_000;

/**
 * The feeds of a relay on its disk, so that a restart asks the upstream for nothing that is here. Best effort: a file that
 * cannot be written or read costs a load, and is said once.
 */
export class FeedCache {
  readonly #folder: string;
  readonly #waiting = new Map<string, { kept: Kept; timer: NodeJS.Timeout }>();
  readonly #writing = new Map<string, Promise<void>>();
  /** Written longest ago first. */
  readonly #bytes = new Map<string, number>();
  /** Found at the start, and not asked for yet. */
  readonly #unasked: Set<string>;
  readonly #timer: NodeJS.Timeout;
  #hasFailed = false;

  constructor(
    dataDir: string,
    private readonly report: (words: string) => void,
  ) {
    this.#folder = join(privateFolder(dataDir), 'relay');
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const files = readdirSync(this.#folder).flatMap((name) => {
      const path = join(this.#folder, name);
      const size = sizeOf(path);
      // What a process that was killed has left half written; another instance may be writing at this moment.
      if (name.endsWith('.part') && Date.now() - size.atMs > writtenWithinMs) {
        rmSync(path, { force: true });
      }
      return name.endsWith('.json') ? [{ name, ...size }] : [];
    });
    files.sort((a, b) => a.atMs - b.atMs);
    for (const { name, bytes } of files) this.#bytes.set(name.slice(0, -'.json'.length), bytes);
    this.#unasked = new Set(this.#bytes.keys());
    this.#timer = setTimeout(() => this.forgetUnasked(), unaskedMs).unref();
  }

  /** What nobody has asked for since the start is followed by nobody: what is taken down there is not told here. */
  forgetUnasked(): void {
    for (const feed of this.#unasked) this.forget(feed);
    this.#unasked.clear();
  }

  /**
   * The name of this relay among others, the same after a restart and for all instances of a machine. A copy of the folder
   * has the same name: two such relays cannot be one behind the other.
   */
  get id(): string {
    const path = join(this.#folder, 'id');
    try {
      writeFileSync(path, randomUUID(), { flag: 'wx', mode: 0o600 });
    } catch {
      // It is there already, or is made by another instance at this moment.
    }
    const id = readFileSync(path, 'utf8').trim();
    return /^[\w-]{8,64}$/.test(id) ? id : randomUUID();
  }

  async read(feed: string): Promise<Kept | undefined> {
    if (!this.#bytes.has(feed)) return undefined;
    this.#unasked.delete(feed);
    try {
      return keptIn(await readFile(this.#path(feed), 'utf8'), feed);
    } catch {
      // Of a later version, or damaged: what the upstream has counts.
      await rm(this.#path(feed), { force: true }).catch(() => undefined);
      this.#bytes.delete(feed);
      return undefined;
    }
  }

  /** Keeps what is known of a feed: after a moment, together with what follows, or `atOnce`. Never throws. */
  keep(feed: string, kept: Kept, atOnce: boolean): void {
    const waiting = this.#waiting.get(feed);
    if (waiting !== undefined && !atOnce) {
      waiting.kept = kept;
      return;
    }
    clearTimeout(waiting?.timer);
    const timer = setTimeout(() => this.#write(feed), atOnce ? 0 : restMs);
    this.#waiting.set(feed, { kept, timer });
  }

  /** Removes what is kept of a feed that is not followed any more. Never throws. */
  forget(feed: string): void {
    clearTimeout(this.#waiting.get(feed)?.timer);
    this.#waiting.delete(feed);
    if (!this.#bytes.delete(feed)) return;
    this.#inTurn(feed, () => rm(this.#path(feed), { force: true }));
  }

  /** Writes what waits. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    for (const [feed, { timer }] of this.#waiting) {
      clearTimeout(timer);
      this.#write(feed);
    }
    await Promise.all(this.#writing.values());
  }

  #write(feed: string): void {
    const waiting = this.#waiting.get(feed);
    this.#waiting.delete(feed);
    if (waiting === undefined) return;
    const text = textOf(waiting.kept);
    this.#inTurn(feed, () => this.#replace(feed, text));
  }

  #inTurn(feed: string, task: () => Promise<void>): void {
    const before = this.#writing.get(feed) ?? Promise.resolve();
    const writing = before
      .then(task)
      .catch((error: unknown) => {
        if (!this.#hasFailed)
          this.report(`The cache of the relay cannot be written: ${String(error)}`);
        this.#hasFailed = true;
      })
      .finally(() => {
        if (this.#writing.get(feed) === writing) this.#writing.delete(feed);
      });
    this.#writing.set(feed, writing);
  }

  async #replace(feed: string, text: string): Promise<void> {
    const [path, bytes] = [this.#path(feed), Buffer.byteLength(text)];
    this.#bytes.delete(feed);
    if (bytes > maxBytes) return rm(path, { force: true });
    const part = `${path}.${process.pid}.part`;
    await writeFile(part, text, { mode: 0o600 });
    await rename(part, path);
    this.#bytes.set(feed, bytes);
    let sum = [...this.#bytes.values()].reduce((all, one) => all + one, 0);
    for (const [oldest, size] of this.#bytes) {
      if (sum <= maxAllBytes) return;
      sum -= size;
      this.#bytes.delete(oldest);
      await rm(this.#path(oldest), { force: true });
    }
  }

  #path(feed: string): string {
    if (!isSlug(feed)) throw new Error('This is no name of a feed.');
    return join(this.#folder, `${feed}.json`);
  }
}

function sizeOf(path: string): { readonly bytes: number; readonly atMs: number } {
  try {
    const { size, mtimeMs } = statSync(path);
    return { bytes: size, atMs: mtimeMs };
  } catch {
    // Another instance has just removed it.
    return { bytes: 0, atMs: 0 };
  }
}
