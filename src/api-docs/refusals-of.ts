import { Refusal, type RefusalCode } from '../feed/refusal.ts';
import type { Operation } from './operation.ts';

/** Every way in which a call may be refused, by its status. */
export function refusalsOf(operation: Operation): ReadonlyMap<number, readonly RefusalCode[]> {
  const byStatus = new Map<number, RefusalCode[]>();
  for (const code of new Set([...ofItsKind(operation), ...(operation.refuses ?? [])])) {
    const { status } = new Refusal(code, '');
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return new Map([...byStatus].sort(([a], [b]) => a - b));
}

/** The words of a refusal that all of a code have. */
export function titleOf(code: RefusalCode): string {
  return new Refusal(code, '').title;
}

function ofItsKind(operation: Operation): readonly RefusalCode[] {
  const { path, for: who, body, once, revision, method } = operation;
  const isOfApi = path.startsWith('/api/v1/') && !path.endsWith('.json');
  const isSignedIn = who !== 'everybody' && who !== 'readers';
  const hasBody = body !== undefined;
  const chosen: readonly (readonly [boolean, readonly RefusalCode[]])[] = [
    [isSignedIn, ['not_signed_in']],
    // A cookie works from the newsroom's own pages alone.
    [isSignedIn && (who !== 'own session' || method !== 'get'), ['not_allowed']],
    [isOfApi && path.includes('{feed}'), ['unknown_feed', 'token_required']],
    [hasBody, ['malformed', 'invalid_input', 'too_large', 'unsupported_type']],
    [once === true, ['malformed', 'key_reused']],
    [revision !== undefined, ['malformed', 'stale_revision']],
    [revision === 'required', ['revision_required']],
    [true, ['too_many_requests', 'unexpected', 'unavailable']],
  ];
  return chosen.flatMap(([isSo, codes]) => (isSo ? codes : []));
}
