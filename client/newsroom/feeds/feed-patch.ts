import type { FeedInfo, Visibility } from '../../../src/feed/feed-info.ts';
import type { Fields } from '../../../src/feed/shape.ts';

/** What somebody has typed into the settings of a feed. */
interface TypedSettings {
  readonly title: string;
  readonly description: string;
  /** Markdown. */
  readonly summary: string;
  readonly lang: string;
  readonly dir: '' | 'ltr' | 'rtl';
  readonly visibility: Visibility;
  /** Seconds, as they were typed. */
  readonly undo: string;
}

/** The fields that differ from what the feed has; `saidSummary`: its summary as Markdown. */
export function feedPatch(info: FeedInfo, saidSummary: string, typed: TypedSettings): Fields {
  const { dir, visibility } = typed;
  const title = typed.title.trim();
  const description = typed.description.trim();
  const summary = typed.summary.trim();
  const lang = typed.lang.trim();
  const undo = typed.undo.trim();
  return {
    ...(title !== info.title && { title }),
    ...(description !== (info.description ?? '') && { description: description || null }),
    ...(summary !== saidSummary && { summary: summary || null }),
    ...(lang !== info.lang && { lang }),
    ...(dir !== (info.dir ?? '') && { dir: dir === '' ? null : dir }),
    ...(visibility !== (info.visibility ?? 'public') && { visibility }),
    // What is no number goes as it is: the server says what would do.
    ...(undo !== String(info.undoSeconds ?? 0) && {
      undoSeconds: /^\d+$/.test(undo) ? Number(undo) : undo,
    }),
  };
}
