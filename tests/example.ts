import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';
import type { Snapshot } from '../src/feed/snapshot.ts';

interface Told {
  readonly view: Snapshot | null;
  readonly resets: number;
  readonly broken: readonly string[];
}

/** What goes on its command line for node, and after the feed. */
interface Words {
  readonly node?: readonly string[];
  readonly more?: readonly string[];
}

/** An example that follows a feed with nothing of ours, and tells what a reader sees when asked. */
export class Example implements Disposable {
  private readonly child: ChildProcess;
  private readonly answers: ((line: string) => void)[] = [];

  constructor(name: string, url: string, { node = [], more = [] }: Words = {}) {
    const path = resolve(import.meta.dirname, `../docs/examples/${name}.mjs`);
    this.child = spawn(process.execPath, [...node, path, url, 'f', ...more], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { PATH: process.env['PATH'] ?? '', NODE_NO_WARNINGS: '1' },
    });
    if (this.child.stdout === null) throw new Error('The example has no output.');
    createInterface(this.child.stdout).on('line', (line) => this.answers.shift()?.(line));
  }

  async tells(): Promise<Told> {
    const line = new Promise<string>((answer) => this.answers.push(answer));
    this.child.stdin?.write('\n');
    return JSON.parse(await line) as Told;
  }

  [Symbol.dispose](): void {
    this.child.kill('SIGKILL');
  }
}
