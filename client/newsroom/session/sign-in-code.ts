/**
 * The code of a one-time sign-in link (`#signin=…`). It is removed from the address, so that no history or bookmark
 * has it.
 */
export function takeSignInCode(): string | undefined {
  const code = new URLSearchParams(location.hash.slice(1)).get('signin');
  if (code === null) return undefined;
  history.replaceState(history.state, '', location.pathname + location.search);
  return code;
}
