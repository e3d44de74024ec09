/** One act in the audit. */
export interface AuditEntry {
  readonly id: string;
  /** RFC 3339, UTC, by the database's clock. */
  readonly at: string;
  /** Who: a person, a token, or the server itself. */
  readonly name: string;
  /** The id of the person or the API token. */
  readonly person?: string;
  readonly address?: string;
  readonly action: string;
  readonly feed?: string;
  readonly item?: string;
  readonly seq?: number;
  readonly about?: string;
}

export interface AuditQuery {
  readonly feed?: string;
  /** The name of who acted, as it was; of a person of today in whatever case, with what was done under other names. */
  readonly person?: string;
  readonly action?: string;
  readonly item?: string;
  /** Acts at or after it, and at or before it; RFC 3339, UTC, with milliseconds. */
  readonly from?: string;
  readonly until?: string;
  /** The cursor of an earlier answer. */
  readonly before?: string;
  readonly limit: number;
}

/** A page of the audit, the newest first; `next` leads to older acts, null: there are none. */
export interface AuditPage {
  readonly acts: readonly AuditEntry[];
  readonly next: string | null;
}

/** Who did what. Acts are written down where they are done, in the same transaction (see recordAct). */
export abstract class Audit {
  /** Throws `invalid_input` for a cursor that is none. */
  abstract page(query: AuditQuery): Promise<AuditPage>;
}
