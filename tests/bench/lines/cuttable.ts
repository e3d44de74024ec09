import { WebSocket } from 'ws';

/**
 * A WebSocket for a library that takes one of its user's, and what breaks the line that the library opened last, as a
 * network does: without a word. `cut` is false where there is no line just now.
 */
export function cuttable() {
  let latest: WebSocket | undefined;
  const Line = new Proxy(WebSocket, {
    construct: (target, words: ConstructorParameters<typeof WebSocket>) =>
      (latest = new target(...words)),
  });
  const cut = (): boolean => {
    if (latest?.readyState !== WebSocket.OPEN) return false;
    latest.terminate();
    return true;
  };
  return { Line, cut };
}
