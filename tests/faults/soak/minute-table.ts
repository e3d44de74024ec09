import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** A table that grows by a row at a time, shown and written to a file at once: who stops it has what there is. */
export class MinuteTable {
  readonly path: string;
  #widths: readonly number[];

  /** A new file, in place of what was there; its folder is made. */
  constructor(path: string, heads: readonly string[]) {
    this.path = resolve(path);
    this.#widths = heads.map((head) => Math.max(head.length, 6));
    mkdirSync(dirname(this.path), { recursive: true });
    writeFileSync(this.path, '');
    this.#write(heads);
  }

  add(cells: readonly (number | string)[]): void {
    this.#write(cells.map(String));
  }

  /** A line for the file alone. */
  note(line: string): void {
    appendFileSync(this.path, `${line}\n`);
  }

  #write(cells: readonly string[]): void {
    const line = cells.map((cell, n) => cell.padStart(this.#widths[n] ?? 0)).join('  ');
    console.log(line);
    this.note(line);
  }
}
