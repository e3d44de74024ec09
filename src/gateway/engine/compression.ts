import { extension, PerMessageDeflate } from './ws-parts.ts';

/** The result of negotiating compression with a client. Clients with the same offer share one object. */
export interface Agreement {
  readonly offer: string | undefined;
  /** The `Sec-WebSocket-Extensions` header of the answer; undefined: no extension is used. */
  readonly header: string | undefined;
  /** The client can decompress the shared frame: each frame is compressed without context, with a 32 KB window. */
  readonly deflates: boolean;
}

const nothing: Agreement = { offer: undefined, header: undefined, deflates: false };

/** Browsers send a handful of different offers. When somebody sends many made-up offers, all known ones are dropped. */
const maxKnown = 200;
const known = new Map<string, Agreement>();

/**
 * Answers a `Sec-WebSocket-Extensions` offer (RFC 7692) with permessage-deflate without context takeover: one
 * compressed frame fits every reader, and no connection needs a compressor. Returns undefined for a malformed offer.
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

/** The extensions that ws's Receiver needs to read the compressed frames of this client. */
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
    // The client asked for a smaller window than the shared frame has. It gets plain frames, which are always allowed.
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
