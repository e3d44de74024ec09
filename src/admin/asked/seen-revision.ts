import { Refusal } from '../../feed/refusal.ts';

/** The revision that an editor has seen, out of `If-Match`. */
export type SeenRevision =
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'revision'; readonly rev: number };

/**
 * Reads `If-Match: "{rev}"` (RFC 9110 §13.1.1). Also accepted are all forms in which the revision comes back out of an
 * ETag: `"3p"` of a pinned item, `"3-br"` and `"3-gzip"` of a compressed answer, and `W/"3"` of a proxy.
 */
export function readSeenRevision(header: string | undefined): SeenRevision {
  if (header === undefined) return { kind: 'none' };
  const form = /^\s*(?:W\/)?"(\d{1,9})p?(?:-(?:br|gzip))?"\s*$/.exec(header);
  return form === null ? { kind: 'unreadable' } : { kind: 'revision', rev: Number(form[1]) };
}

/** The number of the revision. Throws `revision_required` without `If-Match`, and `malformed` for another form. */
export function revisionOf(seen: SeenRevision): number {
  switch (seen.kind) {
    case 'revision':
      return seen.rev;
    case 'none':
      throw new Refusal(
        'revision_required',
        'Send If-Match with the revision you saw, like If-Match: "3".',
      );
    case 'unreadable':
      throw new Refusal('malformed', 'If-Match must be one revision in quotes, like "3".');
  }
}
