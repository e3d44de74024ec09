/** The name that another system has for an item, with a digest of what it sends. */
export interface ExternalId {
  readonly id: string;
  /** The same id with another digest is refused. */
  readonly fingerprint: string;
}
