import type { SeatEdit } from '../bus/notice.ts';
import type { Principal } from '../accounts/principal.ts';
import type { Refusal } from '../feed/refusal.ts';
import type { EditorSocket } from '../gateway/editor-sockets.ts';
import { Bucket } from '../http/bucket.ts';
import type { Credential } from './editor-door.ts';

/** What one tab may be in and edit at once. */
export const maxFeeds = 4;
export const maxEdits = 20;

/** Events that a tab may send at once, and then a second. One that sends more is disconnected. */
const pace = { burst: 60, perSecond: 10 };

/** A tab that is in a feed, and what it edits there, by item. */
export interface Place {
  readonly since: string;
  readonly edits: Map<string, SeatEdit>;
}

/** One tab of an editor: who it is, and where. */
export class Editor {
  readonly places = new Map<string, Place>();
  /** When its machine was last heard of. */
  heardMs: number;
  private readonly bucket: Bucket;

  constructor(
    readonly socket: EditorSocket,
    readonly credential: Credential,
    public principal: Principal,
    nowMs: number,
  ) {
    this.heardMs = nowMs;
    this.bucket = new Bucket(pace, nowMs);
  }

  /** The person, as colleagues see it: who has no account is known by name. */
  get person(): { readonly id: string; readonly name: string } {
    const { id, name } = this.principal;
    return { id: id ?? name, name };
  }

  get edits(): number {
    return [...this.places.values()].reduce((sum, { edits }) => sum + edits.size, 0);
  }

  /** Counts an event. False for the one that is too many. */
  hears(nowMs: number): boolean {
    this.heardMs = nowMs;
    return this.bucket.take(nowMs) === 0;
  }

  refuse({ code, message, retry }: Refusal, feed?: string): void {
    this.socket.emit('refused', { ...(feed !== undefined && { feed }), code, message, retry });
  }
}
