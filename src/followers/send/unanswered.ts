/** Why a target gave no answer. These words are shown and stored; an error's own words may hold an address. */
export type Unreached =
  | 'private address'
  | 'unknown host'
  | 'not reached'
  | 'certificate'
  | 'timeout'
  | 'no HTTP answer'
  | 'stopped';

/** A target gave no answer. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';

  /** `mayHaveArrived`: what was sent may have reached the target all the same. */
  constructor(
    readonly reason: Unreached,
    readonly mayHaveArrived = true,
  ) {
    super(reason);
  }
}

/** The reason of an error of Node's sockets, names, TLS or HTTP parser. */
export function reasonOf(error: unknown): Unreached {
  if (error instanceof Unanswered) return error.reason;
  const { code = '', name } = error as { readonly code?: string; readonly name?: string };
  if (name === 'AbortError') return 'stopped';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknown host';
  if (code === 'ETIMEDOUT') return 'timeout';
  if (code.startsWith('HPE_')) return 'no HTTP answer';
  if (/CERT|SELF_SIGNED|ISSUER|^ERR_(TLS|SSL)|SIGNATURE/.test(code)) return 'certificate';
  return 'not reached';
}
