import { randomUUID } from 'node:crypto';
import { adminToken, call } from '../../call.ts';
import { Cluster, withServices } from '../cluster.ts';
import { Crowd } from '../crowd.ts';
import { Editor } from '../editor.ts';
import type { Round, Row } from '../round.ts';
import { rowOf } from '../report/row-of.ts';
import { gathered, settle } from '../settle.ts';

const calls = 50;

/** FAULTS 4: the same write, fifty times at once, to three instances. */
export const round: Round = { name: 'same-key', run: async () => [await sendTogether(50)] };

export async function sendTogether(rounds: number): Promise<Row> {
  return withServices(async (shared) => {
    await using cluster = await Cluster.start(3, shared);
    const { urls } = cluster;
    const editor = new Editor('f', urls);
    await editor.createFeed();
    const crowd = new Crowd('f', urls);
    crowd.add(30);
    await gathered(crowd);
    const faults: string[] = [];
    for (let n = 0; n < rounds; n += 1) {
      const headers = {
        authorization: `Bearer ${adminToken}`,
        'idempotency-key': randomUUID(),
      };
      const headline = `round ${n}`;
      const answers = await Promise.all(
        Array.from({ length: calls }, (_, k) =>
          call(urls[k % 3] ?? '', 'POST', '/api/v1/feeds/f/items', { headline }, headers),
        ),
      );
      const different = new Set(answers.map(({ status, text }) => `${status} ${text}`));
      if (different.size !== 1) faults.push(`round ${n}: ${[...different].join(' | ')}`);
      if (answers[0]?.status === 201) editor.acknowledged.add(headline);
    }
    const { seq } = await editor.truth();
    if (seq !== rounds) faults.push(`${seq} rows for ${rounds} keys`);
    const settled = await settle(crowd, editor);
    crowd.leave();
    const all = { ...settled, faults: [...faults, ...settled.faults] };
    return rowOf('one Idempotency-Key 50 times at once', [all], { rounds });
  });
}
