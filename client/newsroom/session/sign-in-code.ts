/** The code of a one-time sign-in link (`#signin=…`), taken out of the address so that it is in no history or bookmark. */
export function takeSignInCode(): string | undefined {
  const code = new URLSearchParams(location.hash.slice(1)).get('signin');
  if (code === null) return undefined;
  history.replaceState(history.state, '', location.pathname + location.search);
  return code;
}
