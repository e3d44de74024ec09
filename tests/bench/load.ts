import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Running } from './subject.ts';
import { compiled } from './tools.ts';

export interface Ready {
  readonly ready: number;
  readonly refused: number;
  readonly setup_fail: number;
  readonly ms: number;
  readonly setup_p50_ms: number;
  readonly setup_p99_ms: number;
}

/** What readers saw: latencies in milliseconds from saying to receiving; `ok`: each got each once, in order. */
export interface Result {
  readonly ok: boolean;
  readonly delivered: number;
  readonly lost: number;
  readonly dup: number;
  readonly out_of_order: number;
  readonly closed: number;
  readonly deflated: number;
  readonly bytes_rx: number;
  readonly lat_all_p50: number;
  readonly lat_all_p99: number;
  readonly msg_last: number;
}

/** Where readers go, and how. */
export type Target = Pick<Running, 'ports' | 'loadWords'>;

/** Readers that are there and count. */
export class Load {
  readonly ready: Promise<Ready>;
  readonly result: Promise<Result>;
  readonly stop: () => void;

  constructor(readers: number, subject: Target, expected: number, words: readonly string[] = []) {
    const child = spawn(
      compiled('load-client.c', ['-lz']),
      [
        '--ports',
        subject.ports.join(','),
        '--n',
        String(readers),
        '--count',
        String(expected),
        '--idle-timeout',
        '30',
        '--setup-timeout',
        '180',
        ...subject.loadWords,
        ...words,
      ],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    this.stop = () => child.stdin.end('.');
    const lines = createInterface(child.stdout);
    const line = <T>(word: string) =>
      new Promise<T>((done, fail) => {
        lines.on('line', (text) => {
          if (text.startsWith(`${word} `)) done(JSON.parse(text.slice(word.length + 1)) as T);
        });
        child.once('exit', (code) => {
          setTimeout(() => fail(new Error(`the load client ended with ${code}`)), 100);
        });
      });
    this.ready = line<Ready>('READY');
    this.result = line<Result>('RESULT');
    // Who waits for the one may never ask for the other.
    for (const promise of [this.ready, this.result]) promise.catch(() => undefined);
  }
}
