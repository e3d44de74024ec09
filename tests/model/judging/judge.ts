import { isDeepStrictEqual } from 'node:util';
import { isTombstone } from '../../../src/feed/item.ts';
import { newest, snapshotItems, type Snapshot } from '../../../src/feed/snapshot.ts';
import { told } from './ledger.ts';
import type { ModelReader } from '../model-reader.ts';
import type { Store } from '../store.ts';
import type { World } from '../world.ts';

/** Compares every reader's view and every instance's memory with the log, at the end of a schedule. */
export function judge({ store, readers, servers, relays, editor, ledger }: World): void {
  for (const [n, reader] of readers.entries()) {
    const fault = wrongIn(reader, store);
    if (fault !== undefined) ledger.note(`reader ${n} ${fault}`);
  }
  for (const feed of store.feeds) {
    const gone = store.erasedTexts(feed);
    if (gone.length === 0) continue;
    for (const { knows } of servers) {
      const texts = JSON.stringify(knows.get(feed));
      const kept = gone.find((text) => texts?.includes(text));
      if (kept !== undefined) ledger.note(`a memory keeps an erased text: ${kept}`);
    }
  }
  for (const relay of relays?.all ?? []) relay.judge((feed) => store.erasedTexts(feed));
  for (const { feed, key, tag } of editor.acknowledged) {
    if (store.wasEverLost(tag)) continue;
    const times = store.rows(feed).filter((row) => row.tag === tag).length;
    if (times !== 1) ledger.note(`${key} was acknowledged and is ${times} times in the log`);
  }
}

function wrongIn({ holding, feed }: ModelReader, store: Store): string | undefined {
  if (holding === undefined) return 'sees nothing';
  const truth = store.snapshot(feed);
  const view = newest(holding.snapshot, snapshotItems);
  if (!isSame(view, truth, store)) {
    return `at ${told(view)} sees another feed than the log at ${told(truth)}`;
  }
  const gone = store.erasedTexts(feed);
  const texts = gone.length === 0 ? '' : JSON.stringify([holding.snapshot, holding.recent]);
  const kept = gone.find((text) => texts.includes(text));
  return kept === undefined ? undefined : `keeps an erased text: ${kept}`;
}

/**
 * True when both are equal in every field, with one exception: after a restore that brought a taken-down text back, a
 * reader may keep the tombstone (decision 9).
 */
function isSame(view: Snapshot, truth: Snapshot, store: Store): boolean {
  if (isDeepStrictEqual(view, truth)) return true;
  if (store.undoneTakedowns.size === 0 || view.items.length !== truth.items.length) return false;
  const items = view.items.map((entry, n) => {
    const other = truth.items[n];
    const isExcused =
      isTombstone(entry) && other?.id === entry.id && store.undoneTakedowns.has(entry.id);
    return isExcused ? other : entry;
  });
  const isPinExcused =
    view.pinned === null && truth.pinned !== null && store.undoneTakedowns.has(truth.pinned.id);
  const pinned = isPinExcused ? truth.pinned : view.pinned;
  return isDeepStrictEqual({ ...view, items, pinned }, truth);
}
