import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { privateFolder } from '../../database/private-folder.ts';
import { isSlug } from '../../feed/feed-info.ts';
import { isRecord } from '../../feed/shape.ts';
import type { Mark } from '../../log/read-shapes.ts';
import { maxTailChanges, Tail } from '../../log/tail.ts';
import { changeIn, jsonIn, snapshotIn } from '../answers.ts';
import { replayed, type Kept } from './loading.ts';

/** Of the form below. */
const version = 1;
/** A feed that comes to more is fetched anew after a restart: a usual one has half a megabyte. */
const maxBytes = 16 * 1024 * 1024;
/** All feeds together: those that were written longest ago go first. */
const maxAllBytes = 512 * 1024 * 1024;
/** Changes come in rows: they are written together. What erases words is written at once. */
const restMs = 2_000;

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
  #hasFailed = false;

  constructor(
    dataDir: string,
    private readonly report: (words: string) => void,
  ) {
    this.#folder = join(privateFolder(dataDir), 'relay');
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const files = readdirSync(this.#folder).flatMap((name) => {
      const path = join(this.#folder, name);
      // What a process that was killed has left half written.
      if (name.endsWith('.part')) rmSync(path, { force: true });
      return name.endsWith('.json') ? [{ name, ...sizeOf(path) }] : [];
    });
    files.sort((a, b) => a.atMs - b.atMs);
    for (const { name, bytes } of files) this.#bytes.set(name.slice(0, -'.json'.length), bytes);
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

  /** Writes what waits. */
  async close(): Promise<void> {
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
    const before = this.#writing.get(feed) ?? Promise.resolve();
    const writing = before
      .then(() => this.#replace(feed, text))
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

function textOf({ tail, mark }: Kept): string {
  const changes = tail.latest(maxTailChanges);
  return JSON.stringify({ version, snapshot: tail.snapshot, changes, mark });
}

function keptIn(text: string, feed: string): Kept {
  const told = jsonIn(text);
  if (!isRecord(told) || told['version'] !== version) throw new Error('Of another version.');
  const { snapshot } = snapshotIn(told['snapshot'], feed);
  const rows = Array.isArray(told['changes']) ? told['changes'] : [];
  const changes = rows.map((row: unknown) => changeIn(row, feed));
  return { tail: Tail.of(snapshot, replayed(snapshot, changes)), mark: markIn(told['mark']) };
}

function markIn(value: unknown): Mark | undefined {
  if (value === undefined) return undefined;
  const { seq, tag } = isRecord(value) ? value : {};
  if (typeof seq !== 'number' || typeof tag !== 'string') throw new Error('This is no mark.');
  return { seq, tag };
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
