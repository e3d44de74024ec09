import { randomUUID } from 'node:crypto';
import { adminToken, call } from '../call.ts';
import { until } from '../until.ts';
import type { Instance } from './cluster.ts';

type Answer = Awaited<ReturnType<typeof call>>;

/** Calls at whichever instance answers, while others are killed. */
export class AnyInstance {
  constructor(
    readonly instances: readonly Instance[],
    private readonly patienceMs: number,
  ) {}

  /** A call of the newsroom's automation, which is carried out once. */
  send(method: string, path: string, body?: unknown): Promise<Answer> {
    const headers = { authorization: `Bearer ${adminToken}`, 'idempotency-key': randomUUID() };
    return this.any((url) => call(url, method, path, body, headers));
  }

  /** Asks one instance after the other until one has an answer that is none of a fault. */
  async any(ask: (url: string) => Promise<Answer>): Promise<Answer> {
    let [turn, answer] = [0, undefined as Answer | undefined];
    await until(
      async () => {
        const { url } = this.instances[turn % this.instances.length] ?? { url: '' };
        turn += 1;
        answer = await ask(url).catch(() => undefined);
        return answer !== undefined && answer.status < 500;
      },
      'an answer',
      this.patienceMs,
    );
    if (answer === undefined || answer.status >= 400) {
      throw new Error(`${answer?.status}: ${answer?.text}`);
    }
    return answer;
  }

  /** Publishes breaking news, once, and takes it down again where it is to be `gone`. Returns the item's path. */
  async breaks(feed: string, headline: string, gone = false): Promise<string> {
    const path = `/api/v1/feeds/${feed}/items`;
    const { json } = await this.send('POST', path, { headline, breaking: true });
    const item = `${path}/${(json['item'] as { id: string }).id}`;
    if (gone) await this.send('DELETE', item, { reason: 'asked for' });
    return item;
  }
}

/** Kills the instances by turns, while `publish` makes so many changes. Returns when all are made. */
export async function killWhile(
  instances: readonly Instance[],
  { changes, kills }: { readonly changes: number; readonly kills: number },
  publish: (n: number) => Promise<void>,
  patienceMs: number,
): Promise<void> {
  let made = 0;
  const publishing = (async () => {
    while (made < changes) {
      await publish(made);
      made += 1;
    }
  })();
  for (let n = 1; n <= kills; n += 1) {
    await until(() => made >= (changes * n) / (kills + 1), 'news', patienceMs);
    const instance = instances[n % instances.length];
    await instance?.stop('SIGKILL');
    await instance?.start();
  }
  await publishing;
}
