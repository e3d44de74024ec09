import { access, open, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { mediaKey, MediaStore, type StoredFile } from './media-store.ts';

/** A page ends with the upload that reaches this number of files. */
const pageSize = 1_000;

/** Files in a folder of this machine, for this account alone. */
export class FileStore extends MediaStore {
  constructor(private readonly folder: string) {
    super();
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    const path = join(this.folder, key);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const half = `${path}.${randomUUID()}`;
    const file = await open(half, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    // Whole or not at all: a process may be killed between two writes.
    await rename(half, path);
  }

  get(key: string): Promise<Buffer | undefined> {
    return unlessMissing(readFile(join(this.folder, key)));
  }

  async has(key: string): Promise<boolean> {
    return (await unlessMissing(access(join(this.folder, key)).then(() => true))) ?? false;
  }

  async remove(keys: readonly string[]): Promise<void> {
    // With the folder goes what a process left half written when it was killed.
    const folders = new Set(keys.map((key) => dirname(join(this.folder, key))));
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  }

  async list(after: string): Promise<readonly StoredFile[]> {
    const ids = ((await unlessMissing(readdir(this.folder))) ?? []).sort();
    const files: StoredFile[] = [];
    for (const id of ids.filter((one) => mediaKey(one, '~') > after)) {
      if (files.length >= pageSize) return files;
      const names = (await unlessMissing(readdir(join(this.folder, id)))) ?? [];
      for (const key of names.map((name) => mediaKey(id, name)).sort()) {
        const found = key > after ? await unlessMissing(stat(join(this.folder, key))) : undefined;
        if (found !== undefined) files.push({ key, writtenMs: found.mtimeMs });
      }
    }
    return files;
  }
}

async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
