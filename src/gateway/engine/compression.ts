import { extension, PerMessageDeflate } from './ws-parts.ts';

/** What was agreed with a client about compression; one object for all who offered the same. */
export interface Agreement {
  readonly offer: string | undefined;
  /** Of the answer. */
  readonly header: string | undefined;
  /** It can read a frame that was compressed for all: alone, with the largest window. */
  readonly deflates: boolean;
}

const nothing: Agreement = { offer: undefined, header: undefined, deflates: false };

/** Offers are the browsers' own, a handful of texts; a flood of made-up ones is forgotten. */
const maxKnown = 200;
const known = new Map<string, Agreement>();

/**
 * Answers a `Sec-WebSocket-Extensions` offer (RFC 7692): permessage-deflate without context takeover, so that one
 * compressed frame is right for everybody and no connection has a compressor. Undefined: the offer is malformed.
 */
export function agreeOn(offer: string | undefined): Agreement | undefined {
  if (offer === undefined) return nothing;
  const before = known.get(offer);
  if (before !== undefined) return before;
  try {
    const agreement = negotiate(offer);
    if (known.size >= maxKnown) known.clear();
    known.set(offer, agreement);
    return agreement;
  } catch {
    return undefined;
  }
}

/** What a complete reader of this client's frames needs to know, for who compresses on its side. */
export function extensionsOf({ offer }: Agreement, maxPayload: number): Record<string, unknown> {
  const [deflate] = offer === undefined ? [] : deflateOf(offer, maxPayload);
  return deflate === undefined ? {} : { [PerMessageDeflate.extensionName]: deflate };
}

function negotiate(offer: string): Agreement {
  const [, params] = deflateOf(offer, 0);
  if (params === undefined) return nothing;
  return {
    offer,
    header: extension.format({ [PerMessageDeflate.extensionName]: [params] }),
    // A smaller window than ours was asked for: it gets plain frames, which are always allowed.
    deflates: params['server_max_window_bits'] === undefined,
  };
}

function deflateOf(offer: string, maxPayload: number) {
  const offers = extension.parse(offer)[PerMessageDeflate.extensionName];
  if (offers === undefined) return [] as const;
  const deflate = new PerMessageDeflate({
    isServer: true,
    maxPayload,
    serverNoContextTakeover: true,
    clientNoContextTakeover: true,
  });
  return [deflate, deflate.accept(offers)] as const;
}
