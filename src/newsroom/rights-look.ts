import { may, type Principal } from '../accounts/principal.ts';
import { Refusal } from '../feed/refusal.ts';
import { demands } from './asked.ts';
import type { EditorDoor } from './editor-door.ts';
import type { Editor } from './editor.ts';

/** However many notices of changed rights come, there is one look in this time. */
const pauseMs = 250;

interface Outcome {
  /** What this editor came in by opens nothing any more. */
  readonly over: (editor: Editor) => void;
  /** Somebody was led out of a feed, is known by another name, or may not edit there any more. */
  readonly moved: (feed: string) => void;
  readonly failed: (error: unknown) => void;
}

/** Looks again at who the connected editors are and what they may do. */
export class RightsLook {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly door: Pick<EditorDoor, 'ownerOf'>,
    private readonly editors: ReadonlySet<Editor>,
    private readonly outcome: Outcome,
  ) {}

  soon(): void {
    this.timer ??= setTimeout(() => void this.now(), pauseMs);
  }

  close(): void {
    clearTimeout(this.timer);
  }

  /** Each session and token is looked up once, however many tabs it has. */
  async now(): Promise<void> {
    this.timer = undefined;
    const owners = new Map<string, Promise<Principal | undefined>>();
    const looks = [...this.editors].map(async (editor) => {
      const key = JSON.stringify(editor.credential);
      const owner = owners.get(key) ?? this.door.ownerOf(editor.credential);
      owners.set(key, owner);
      this.apply(editor, await owner);
    });
    const failed = (await Promise.allSettled(looks)).find(({ status }) => status === 'rejected');
    // The database is away: nobody's rights are known to have changed.
    if (failed?.status === 'rejected') this.outcome.failed(failed.reason);
  }

  private apply(editor: Editor, principal: Principal | undefined): void {
    if (!this.editors.has(editor)) return;
    if (principal === undefined) return this.outcome.over(editor);
    const isSame = JSON.stringify(principal) === JSON.stringify(editor.principal);
    editor.principal = principal;
    if (isSame) return;
    for (const [feed, { edits }] of editor.places) {
      if (!may(principal, demands.editing, feed)) edits.clear();
      if (!may(principal, demands.enter, feed)) {
        editor.places.delete(feed);
        editor.refuse(new Refusal('not_allowed', 'You may not be here any more.'), feed);
      }
      this.outcome.moved(feed);
    }
  }
}
