import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LogAudit } from './log-audit.ts';

interface Line {
  readonly seq: number;
  readonly prev: string;
  readonly tag: string;
  readonly at: string;
  readonly kind: 'post' | 'edit';
  readonly item: { readonly id: string };
}

const line = (seq: number, id: string, more: Partial<Line> = {}): Line => ({
  seq,
  prev: `t${seq - 1}`,
  tag: `t${seq}`,
  at: '2026-03-01T10:00:00.000Z',
  kind: 'post',
  item: { id },
  ...more,
});

/** A server of a log that says what it is told to. */
async function withLog(work: (log: Line[], audit: LogAudit) => Promise<void>): Promise<void> {
  const log: Line[] = [];
  const server = createServer(({ url = '' }, response) => {
    const n = /\/log\/e\/(\d+)$/.exec(url)?.[1];
    const changes = log.slice(64 * Number(n), 64 * (Number(n) + 1));
    const answer = n === undefined ? { epoch: 'e', seq: log.length } : { changes };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  try {
    await work(log, new LogAudit('f', `http://127.0.0.1:${port}`));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('a log that grows over several segments is whole', async () => {
  await withLog(async (log, audit) => {
    for (const upTo of [10, 64, 65, 200]) {
      while (log.length < upTo) log.push(line(log.length + 1, `i${log.length + 1}`));
      await audit.readOn();
    }
    expect([audit.seq, audit.faults]).toEqual([200, []]);
    expect(audit.lost(Array.from({ length: 200 }, (_, n) => `i${n + 1}`))).toEqual([]);
  });
});

test('what is missing, is there twice, or came too early is named, and a hole or a break in the log', async () => {
  await withLog(async (log, audit) => {
    log.push(line(1, 'a'), line(2, 'b'), line(3, 'b'), line(4, 'c', { kind: 'edit' }));
    log.push(line(5, 'd', { prev: 'another' }), line(7, 'e'));
    await audit.readOn();
    expect(audit.lost(['a', 'b', 'c', 'd'])).toEqual(['b', 'c']);
    const noon = Date.parse('2026-03-01T12:00:00.000Z');
    expect(
      audit.early(
        new Map([
          ['a', noon],
          ['d', noon - 7_200_000],
        ]),
      ),
    ).toEqual(['a']);
    expect(audit.faults).toEqual(['f: a break at 5', 'f: a hole before 7']);
  });
});
