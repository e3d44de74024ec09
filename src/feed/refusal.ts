/** A value that was refused: `pointer` is its JSON pointer (RFC 6901), `detail` what is wrong and what would do. */
export interface InputFault {
  readonly pointer: string;
  readonly detail: string;
}

/** Every refusal there is: its HTTP status, and whether the same call can succeed later. */
const refusals = {
  invalid_input: { status: 422, retry: false, title: 'Some of the input cannot be used' },
  malformed: { status: 400, retry: false, title: 'The request cannot be read' },
  too_large: { status: 413, retry: false, title: 'The request is too large' },
  unsupported_type: { status: 415, retry: false, title: 'Send JSON' },
  not_a_picture: { status: 415, retry: false, title: 'This is no picture or sound that is taken' },
  not_signed_in: { status: 401, retry: false, title: 'Sign in first' },
  token_required: { status: 401, retry: false, title: 'This feed is for signed-in readers' },
  code_required: { status: 401, retry: false, title: 'Give a code of your second factor' },
  wrong_code: { status: 401, retry: false, title: 'This code is not right' },
  wrong_password: { status: 403, retry: false, title: 'This is not your password' },
  not_allowed: { status: 403, retry: false, title: 'You may not do that' },
  origin_not_allowed: { status: 403, retry: false, title: 'This site may not show this feed' },
  not_found: { status: 404, retry: false, title: 'There is nothing here' },
  unknown_feed: { status: 404, retry: false, title: 'There is no such feed' },
  unknown_item: { status: 404, retry: false, title: 'There is no such item in this feed' },
  method_not_allowed: { status: 405, retry: false, title: 'That method is not for this address' },
  feed_exists: { status: 409, retry: false, title: 'A feed has this address already' },
  name_taken: { status: 409, retry: false, title: 'Somebody has this name already' },
  last_admin: { status: 409, retry: false, title: 'Somebody must be left who manages people' },
  second_factor_on: { status: 409, retry: false, title: 'There is a second factor already' },
  no_passkeys_here: { status: 403, retry: false, title: 'No passkeys at this address' },
  passkey_taken: { status: 409, retry: false, title: 'This passkey is known here already' },
  too_many_passkeys: { status: 409, retry: false, title: 'You have too many passkeys' },
  too_many_texts: { status: 409, retry: false, title: 'Too many unsent texts are kept' },
  words_erased: { status: 409, retry: false, title: 'Earlier words of this item were erased' },
  provider_unreachable: {
    status: 503,
    retry: true,
    title: 'The sign-in service cannot be reached',
  },
  provider_refused: {
    status: 403,
    retry: false,
    title: 'The sign-in service did not vouch for you',
  },
  openid_over: { status: 403, retry: false, title: 'This sign-in is over' },
  not_linked: { status: 403, retry: false, title: 'Nobody here is linked to you there' },
  identity_taken: { status: 409, retry: false, title: 'There is a link already' },
  not_published: { status: 409, retry: false, title: 'This item is a draft' },
  already_published: { status: 409, retry: false, title: 'This item is published already' },
  external_id_taken: { status: 409, retry: false, title: 'Another item has this externalId' },
  too_many_followers: { status: 409, retry: false, title: 'This feed has too many followers' },
  too_many_upstreams: { status: 409, retry: false, title: 'This feed has too many upstreams' },
  upstream_exists: { status: 409, retry: false, title: 'This feed is followed already' },
  wrong_state: { status: 409, retry: false, title: 'This draft is not at that step' },
  in_use: { status: 409, retry: false, title: 'This picture or sound is in use' },
  not_struck: { status: 409, retry: false, title: 'This item is not withdrawn' },
  taken_down: { status: 410, retry: false, title: 'This item was taken down' },
  stale_revision: { status: 412, retry: false, title: 'Somebody changed this item since' },
  revision_required: { status: 428, retry: false, title: 'Say which revision you change' },
  key_reused: {
    status: 422,
    retry: false,
    title: 'This Idempotency-Key was used for something else',
  },
  unknown_epoch: { status: 410, retry: false, title: 'This log goes by another epoch now' },
  too_many_requests: { status: 429, retry: true, title: 'Too many attempts' },
  media_unavailable: { status: 503, retry: true, title: 'No picture can be had or kept now' },
  unavailable: { status: 503, retry: true, title: 'The log cannot be reached' },
  unexpected: { status: 500, retry: true, title: 'Something went wrong here' },
  not_relayed: { status: 501, retry: false, title: 'A relay does not answer that' },
  unknown_format: { status: 501, retry: false, title: 'This format is not made here' },
  bad_position: { status: 400, retry: false, title: 'That position cannot be read' },
  bad_handshake: { status: 400, retry: false, title: 'That handshake cannot be read' },
  too_many_subscriptions: { status: 400, retry: false, title: 'Too many subscriptions' },
} as const satisfies Record<string, { status: number; retry: boolean; title: string }>;

export type RefusalCode = keyof typeof refusals;

export const refusalCodes = Object.keys(refusals) as readonly RefusalCode[];

/**
 * A call that is not carried out, and changed nothing. `detail` says the fact and the cure; `faults`
 * names every faulty value at once; `extra` is data to act on and becomes part of the answer.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: RefusalCode,
    detail: string,
    readonly faults: readonly InputFault[] = [],
    readonly extra: Readonly<Record<string, unknown>> = {},
    /** When the same call may succeed, where `retry`. */
    readonly afterSeconds = 1,
  ) {
    super(detail);
  }

  get status(): number {
    return refusals[this.code].status;
  }

  get title(): string {
    return refusals[this.code].title;
  }

  /** Whether the same call may succeed later. */
  get retry(): boolean {
    return refusals[this.code].retry;
  }
}

/** The refusal of a feed nobody knows, in one wording everywhere. */
export function unknownFeed(feed: string): Refusal {
  return new Refusal('unknown_feed', `There is no feed "${feed}".`);
}

/** The refusal of who asks too often; says when to come back. */
export function tooManyRequests(detail: string, waitMs: number): Refusal {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  return new Refusal('too_many_requests', `${detail} Try again in ${seconds} s.`, [], {}, seconds);
}
