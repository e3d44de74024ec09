import { isSlug } from '../../../src/feed/feed-info.ts';
import type { SnapshotMessage } from '../../../src/feed/messages.ts';

/** Parses the snapshot that a server wrote into a page; undefined when it is invalid or of another feed. */
export function parseSnapshot(json: string, feed: string): SnapshotMessage | undefined {
  const value = parse(json);
  return isSnapshot(value) && value.feed === feed ? value : undefined;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function isSnapshot(value: unknown): value is SnapshotMessage {
  if (!isRecord(value)) return false;
  const { feed, epoch, seq, tag, info, items, pinned, more } = value;
  return (
    isSlug(feed) &&
    typeof epoch === 'string' &&
    Number.isSafeInteger(seq) &&
    typeof tag === 'string' &&
    isRecord(info) &&
    typeof info['title'] === 'string' &&
    Array.isArray(items) &&
    items.every((item) => isRecord(item) && typeof item['id'] === 'string') &&
    (pinned === null || isRecord(pinned)) &&
    (more === null || typeof more === 'string')
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
