import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

/** A folder in memory, on Linux. */
const inMemory = '/dev/shm';
/** The tests need a quarter of this. */
const roomyBytes = 4 * 1024 ** 3;

let folder: string | undefined;

/** Has all temporary files of the tests lie in memory, where there is room: nothing of them has to outlive the machine. */
export function openScratch(): void {
  if (!existsSync(inMemory)) return;
  const { bavail, bsize } = statfsSync(inMemory);
  if (bavail * bsize < roomyBytes) return;
  folder = mkdtempSync(join(inMemory, 'dateline-tests-'));
  // Servers that run as their own users have files there, as in /tmp.
  chmodSync(folder, 0o1777);
  process.env['TMPDIR'] = folder;
}

export function closeScratch(): void {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
