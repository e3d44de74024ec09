import { list, pictureIn, record, type UploadedPicture } from '../api/answers.ts';
import type { Send } from '../api/send.ts';

/** As many as one answer has; there may be more. */
const pageSize = 100;

/** Pictures, the newest first, by words of their files' names. */
export interface Page {
  readonly pictures: readonly UploadedPicture[];
  readonly hasMore: boolean;
}

export async function pictures(call: Send, query: string, before?: string): Promise<Page> {
  const asked = new URLSearchParams({ q: query, ...(before !== undefined && { before }) });
  const answer = record(await call({ method: 'GET', path: `/media?${asked}` }));
  const found = list(answer['media']).map(pictureIn);
  return { pictures: found, hasMore: found.length === pageSize };
}

export async function erasePicture(call: Send, id: string): Promise<void> {
  await call({ method: 'DELETE', path: `/media/${id}` });
}
