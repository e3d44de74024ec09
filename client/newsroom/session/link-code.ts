/** What the link of this page carries: a code that signs in (`#signin=…`), or that makes a person (`#invitation=…`). */
export interface LinkCode {
  readonly kind: 'signin' | 'invitation';
  readonly code: string;
}

const kinds = ['signin', 'invitation'] as const;

export function hasLinkCode(): boolean {
  return kinds.some((kind) => location.hash.startsWith(`#${kind}=`));
}

/** Takes the code out of the address, so that no history or bookmark has it. */
export function takeLinkCode(): LinkCode | undefined {
  const given = new URLSearchParams(location.hash.slice(1));
  for (const kind of kinds) {
    const code = given.get(kind);
    if (code === null) continue;
    history.replaceState(history.state, '', location.pathname + location.search);
    return { kind, code };
  }
  return undefined;
}
