/** The name under which a caller may send the same write again, with a digest of the write. */
export interface IdempotencyKey {
  readonly key: string;
  /** A digest of the request: the same key for another request is refused. */
  readonly fingerprint: string;
}
