import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of a few megabytes, of which a ballast takes a part that can be given back. Mounting needs root. */
export class SmallDisk implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'dateline-disk-'));

  constructor(bytes: number, ballastBytes: number) {
    try {
      const options = ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', this.path];
      execFileSync('mount', options, { stdio: 'ignore' });
    } catch (error) {
      rmdirSync(this.path);
      throw error;
    }
    writeFileSync(this.#ballast, Buffer.alloc(ballastBytes));
  }

  /** Whether this machine lets us: it may not, even as root in a container. */
  static canBeMade(): boolean {
    try {
      new SmallDisk(1024 * 1024, 0)[Symbol.dispose]();
      return true;
    } catch {
      return false;
    }
  }

  makeRoom(): void {
    truncateSync(this.#ballast);
  }

  [Symbol.dispose](): void {
    execFileSync('umount', ['--lazy', this.path]);
    rmdirSync(this.path);
  }

  get #ballast(): string {
    return join(this.path, 'ballast');
  }
}
