/** The provider does not answer, answers too slowly or at too great a length, or has a fault of its own (5xx). */
export class ProviderUnreachable extends Error {
  override readonly name = 'ProviderUnreachable';
}

/** Above what any provider's metadata, keys or tokens have. */
const maxBytes = 1_000_000;

/** A fetch whose whole answer comes within `timeoutMs` and `maxBytes`. Throws ProviderUnreachable. */
export function boundedFetch(timeoutMs: number) {
  return async (url: string, init: RequestInit): Promise<Response> => {
    try {
      const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
      const body = await bodyOf(answer);
      if (answer.status >= 500) throw new Error(`answered ${answer.status}`);
      const { status, headers } = answer;
      return new Response(body.length === 0 ? null : body, { status, headers });
    } catch (cause) {
      throw new ProviderUnreachable('The OpenID provider cannot be reached.', { cause });
    }
  };
}

async function bodyOf({ body }: Response) {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body ?? []) {
    bytes += part.length;
    if (bytes > maxBytes) throw new Error(`answered more than ${maxBytes} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
