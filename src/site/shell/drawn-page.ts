import { Encoded } from '../../http/encoded.ts';
import { documentHtml, type DrawnPage, type Page } from './page.ts';

/** A page that caches may keep. Its ETag is a digest of the HTML, so that a new release of Dateline changes it too. */
export function kept(page: Page, level?: number): DrawnPage {
  return { ...passing(page, level), isKept: true };
}

/** A page for one answer, which no cache may keep for longer than a second. */
export function passing(page: Page, level?: number): DrawnPage {
  const html = Encoded.text(documentHtml(page), level);
  const { status, framing, isUnlisted, framesOwn = false, hasManifest = false, publicUrl } = page;
  return {
    status,
    html,
    framing,
    isUnlisted,
    framesOwn,
    hasManifest,
    publicUrl,
    isKept: false,
  };
}
