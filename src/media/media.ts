import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { recordAct, type Actor } from '../database/audit.ts';
import { later, type Database } from '../database/database.ts';
import type { MediaRow } from '../database/rows/media-rows.ts';
import { Refusal } from '../feed/refusal.ts';
import { mediaKey, type MediaStore } from './media-store.ts';
import { orphansIn } from './orphans.ts';
import { inUse, usesOf, type MediaUse } from './media-use.ts';
import type { PictureMaker } from './picture-maker.ts';
import type { MadeFile } from './made-upload.ts';
import { soundKindOf } from './sounds/sound-kind.ts';
import { SoundMaker } from './sounds/sound-maker.ts';
import type { MediaFile, Upload } from './upload.ts';

/** 130 random bits: an address of an upload in a draft is for nobody to guess. */
const idLength = 26;
const digits = 'abcdefghijklmnopqrstuvwxyz234567';

/** A transaction that began to erase may end this much later than one that began after it. */
const overlapSeconds = 60;
/** No upload takes so long, whatever the clocks of store and database say. */
const orphanAfterSeconds = 24 * 3_600;

const maxName = 200;
const maxPage = 100;

/** The newsroom's pictures and sounds: added, found, erased. Also the injection token. */
export class Media {
  /** Of the latest erasure that was seen. */
  #erasedUntil = new Date(0).toISOString();
  #removed: ReadonlySet<string> = new Set();

  constructor(
    private readonly database: Database,
    private readonly store: MediaStore,
    private readonly maker: PictureMaker,
    private readonly sounds = new SoundMaker(),
  ) {}

  /** Proves what a file is, and keeps what is made of it, never the file itself. Throws as PictureMaker does. */
  async add(bytes: Buffer, name: string, by: Actor): Promise<Upload> {
    const sound = soundKindOf(bytes);
    const made = await (sound ? this.sounds.make(bytes, sound) : this.maker.make(bytes));
    const id = Array.from(randomBytes(idLength), (byte) => digits[byte & 31]).join('');
    // Files before the row: what has a row can be shown. Files without a row are nobody's: see `removeOrphans`.
    await this.#put(id, made.files);
    const files = made.files.map((file): MediaFile => ({ ...file, bytes: file.bytes.length }));
    const row = await this.database.write(async (tx) => {
      const action = sound ? 'add sound' : 'add picture';
      await recordAct(tx, this.database, by, { action, about: cleaned(name) });
      return tx
        .insertInto('media')
        .values({
          id,
          name: cleaned(name),
          type: made.type,
          width: made.width,
          height: made.height,
          color: made.color ?? null,
          bytes: files.reduce((sum, file) => sum + file.bytes, 0),
          files: JSON.stringify(files),
          added_at: this.database.now,
          added_by: by.name,
          added_by_id: by.person ?? null,
          erased_at: null,
        })
        .returningAll()
        .executeTakeFirstOrThrow();
    });
    return uploadOf(row);
  }

  /** Newest first, at most 100; those whose file name has all words of `query`. `before`: the id of the last one seen. */
  async list(query: string, before?: string): Promise<readonly Upload[]> {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8);
    const rows = await this.database.run(async (db) => {
      const last =
        before === undefined
          ? undefined
          : await db
              .selectFrom('media')
              .select(['id', 'added_at'])
              .where('id', '=', before)
              .executeTakeFirst();
      return db
        .selectFrom('media')
        .selectAll()
        .where('erased_at', 'is', null)
        .where((eb) =>
          eb.and(
            words.map((word) =>
              eb(sql`lower(name)`, 'like', sql`${`%${escaped(word)}%`} escape '\\'`),
            ),
          ),
        )
        .$if(last !== undefined, (select) =>
          select.where((eb) =>
            eb.or([
              eb('added_at', '<', last?.added_at ?? ''),
              eb.and([eb('added_at', '=', last?.added_at ?? ''), eb('id', '<', last?.id ?? '')]),
            ]),
          ),
        )
        .orderBy('added_at', 'desc')
        .orderBy('id', 'desc')
        .limit(maxPage)
        .execute();
    });
    return rows.map(uploadOf);
  }

  /** Undefined for one that is not there or is erased. */
  async find(id: string): Promise<Upload | undefined> {
    const row = await this.database.run((db) =>
      db
        .selectFrom('media')
        .selectAll()
        .where('id', '=', id)
        .where('erased_at', 'is', null)
        .executeTakeFirst(),
    );
    return row === undefined ? undefined : uploadOf(row);
  }

  /** The largest file of an upload, and the name that it came with. */
  async largest(
    id: string,
  ): Promise<{ readonly name: string; readonly bytes: Buffer } | undefined> {
    const upload = await this.find(id);
    const [file] = upload?.files.toSorted((a, b) => b.width - a.width || b.bytes - a.bytes) ?? [];
    const bytes = file && (await this.store.get(mediaKey(id, file.name)));
    return bytes && { name: upload?.name ?? '', bytes };
  }

  /** Which items and drafts show an upload, or showed it in an earlier wording that is still kept. */
  usesOf(id: string): Promise<readonly MediaUse[]> {
    return this.database.run((db) => usesOf(db, id));
  }

  /** Erases an upload that nothing shows. Throws `not_found` and, with the places, `in_use`. */
  async erase(id: string, by: Actor): Promise<void> {
    await this.database.write(async (tx) => {
      const row = await tx
        .updateTable('media')
        .set({ erased_at: this.database.now })
        .where('id', '=', id)
        .where('erased_at', 'is', null)
        .returning(['name', 'type'])
        .executeTakeFirst();
      if (row === undefined) throw new Refusal('not_found', 'There is no such picture.');
      const uses = await usesOf(tx, id);
      if (uses.length > 0) throw inUse(uses);
      // What is left are uses of drafts that showed it once: a draft keeps no earlier wording.
      await tx.deleteFrom('media_uses').where('media', '=', id).execute();
      const action = isSound(row) ? 'erase sound' : 'erase picture';
      await recordAct(tx, this.database, by, { action, about: row.name });
    });
    await this.removeErased();
  }

  /**
   * Removes the files of what was erased since the last call, at the first call of what was ever erased. Every instance
   * does so, because instances on several machines may have a folder each.
   */
  async removeErased(): Promise<void> {
    const since = later(this.#erasedUntil, -overlapSeconds);
    const rows = await this.database.run((db) =>
      db.selectFrom('media').selectAll().where('erased_at', '>', since).execute(),
    );
    for (const row of rows) {
      const { id, files } = uploadOf(row);
      if (this.#removed.has(id)) continue;
      await this.store.remove(files.map(({ name }) => mediaKey(id, name)));
    }
    this.#erasedUntil = rows
      .map(({ erased_at }) => erased_at ?? '')
      .reduce((a, b) => (a > b ? a : b), this.#erasedUntil);
    this.#removed = new Set(rows.map(({ id }) => id));
  }

  /**
   * Removes files that no upload has: a process may be killed between the files and the row. None while the database knows
   * no upload at all: it may be another database than the one that the files belong to.
   */
  async removeOrphans(afterSeconds = orphanAfterSeconds): Promise<void> {
    const before = Date.parse(await this.database.timeIn(-afterSeconds));
    for (let after = ''; ;) {
      const files = await this.store.list(after);
      const last = files.at(-1);
      if (last === undefined) return;
      for (const keys of await orphansIn(this.database, files, before)) {
        await this.store.remove(keys);
      }
      after = last.key;
    }
  }

  /** All files, or none: what was put before one that failed is removed again. */
  async #put(id: string, files: readonly MadeFile[]): Promise<void> {
    const put: string[] = [];
    try {
      for (const file of files) {
        const key = mediaKey(id, file.name);
        put.push(key);
        await this.store.put(key, file.bytes, file.type);
      }
    } catch (error) {
      await this.store.remove(put).catch(() => undefined);
      throw error;
    }
  }
}

const isSound = ({ type }: Pick<MediaRow, 'type'>) => type.startsWith('audio/');

function uploadOf(row: MediaRow): Upload {
  const { id, name, type, width, height } = row;
  return {
    id,
    name,
    type,
    width,
    height,
    ...(row.color !== null && { color: row.color }),
    files: JSON.parse(row.files) as readonly MediaFile[],
    addedAt: row.added_at,
    addedBy: row.added_by,
  };
}

/** A file name as a line of text, without the folders that some programs send along. */
function cleaned(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  return last.replaceAll(/\p{C}/gu, '').trim().slice(0, maxName);
}

function escaped(word: string): string {
  return word.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
}
