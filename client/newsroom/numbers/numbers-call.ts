import type { FeedNumbers } from '../../../src/feed/newsroom-messages.ts';
import { textOr } from '../../../src/feed/shape.ts';
import { list, record } from '../api/answers.ts';
import type { Send } from '../api/send.ts';

export async function numbersOf(call: Send, feed: string): Promise<FeedNumbers> {
  const { readers, sites, publishToScreen, past } = record(
    await call({ method: 'GET', path: `/feeds/${feed}/numbers` }),
  );
  const { p50, p95, reports } = record(publishToScreen);
  const { seconds, readers: before } = record(past);
  return {
    readers: Number(readers),
    sites: list(sites).map((row) => {
      const site = record(row);
      return { site: textOr(site['site'], 'other'), readers: Number(site['readers']) };
    }),
    publishToScreen: { p50: msIn(p50), p95: msIn(p95), reports: Number(reports) },
    past: { seconds: Number(seconds), readers: list(before).map(Number) },
  };
}

function msIn(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
