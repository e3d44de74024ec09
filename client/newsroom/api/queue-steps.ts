import type { Api } from './api.ts';
import type { DraftItem, DraftState } from './answers.ts';

/**
 * Sends a draft to the queue as it stands on the server, when it is in one of these states. One that is there already,
 * because an answer was lost, stays as it is.
 */
export async function sendToQueue(
  api: Api,
  feed: string,
  id: string,
  from: readonly DraftState[],
): Promise<void> {
  const draft = await draftNow(api, feed, id);
  if (draft !== undefined && !from.includes(draft.state)) return;
  // A draft that is not there any more is refused by the server, in its words.
  await unlessDone(
    () => api.submitDraft(feed, id, draft?.item.rev ?? 1),
    async () => (await draftNow(api, feed, id))?.state === 'submitted',
  );
}

/** Returns a draft with a note. A return with these words that has landed, though its answer was lost, is none twice. */
export async function returnOnce(
  api: Api,
  feed: string,
  { item: { id, rev } }: DraftItem,
  note: string,
): Promise<void> {
  await unlessDone(
    () => api.returnDraft(feed, id, rev, note),
    async () => {
      const draft = await draftNow(api, feed, id);
      return draft?.state === 'returned' && draft.note === note;
    },
  );
}

/** Takes a held post back. One that is a draft already, because an answer was lost, is taken back. */
export async function takeBack(api: Api, feed: string, id: string): Promise<DraftItem> {
  try {
    return await api.recall(feed, id);
  } catch (thrown) {
    const draft = await draftNow(api, feed, id).catch(() => undefined);
    if (draft?.state === 'draft') return draft;
    throw thrown;
  }
}

async function unlessDone(step: () => Promise<unknown>, isDone: () => Promise<boolean>) {
  try {
    await step();
  } catch (thrown) {
    // When even that cannot be told, the first refusal is what counts.
    if (!(await isDone().catch(() => false))) throw thrown;
  }
}

async function draftNow(api: Api, feed: string, id: string): Promise<DraftItem | undefined> {
  return (await api.drafts(feed)).find(({ item }) => item.id === id);
}
