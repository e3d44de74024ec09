import { list, pictureIn, record, type UploadedPicture } from '../api/answers.ts';
import type { Send } from '../api/send.ts';
import { textOr } from '../../../src/feed/shape.ts';

/** As many as one answer has; there may be more. */
const pageSize = 100;

/** Pictures, the newest first, by words of their files' names. */
export interface Page {
  readonly pictures: readonly UploadedPicture[];
  readonly hasMore: boolean;
}

/** How a picture is used; what a later version calls otherwise counts as an item. */
const usedBy = ['item', 'earlier wording', 'draft', 'held post'] as const;

/** Where a picture is shown. */
export interface PictureUse {
  readonly feed: string;
  readonly item: string;
  /** Empty where it is not for this person. */
  readonly title: string;
  readonly by: (typeof usedBy)[number];
  /** It can be taken out of this draft. */
  readonly canGo: boolean;
}

export async function pictures(call: Send, query: string, before?: string): Promise<Page> {
  const asked = new URLSearchParams({ q: query, ...(before !== undefined && { before }) });
  const answer = record(await call({ method: 'GET', path: `/media?${asked}` }));
  const found = list(answer['media']).map(pictureIn);
  return { pictures: found, hasMore: found.length === pageSize };
}

export async function usesOf(call: Send, id: string): Promise<readonly PictureUse[]> {
  const { uses } = record(await call({ method: 'GET', path: `/media/${id}` }));
  return list(uses).map((use) => {
    const { feed, item, title, by, canGo } = record(use);
    return {
      feed: textOr(feed, ''),
      item: textOr(item, ''),
      title: textOr(title, ''),
      by: usedBy.find((one) => one === by) ?? 'item',
      canGo: canGo === true,
    };
  });
}

/** Erases a picture, and with `fromDrafts` takes it out of the drafts that show it. */
export async function erasePicture(call: Send, id: string, fromDrafts: boolean): Promise<void> {
  await call({ method: 'DELETE', path: `/media/${id}${fromDrafts ? '?drafts=true' : ''}` });
}
