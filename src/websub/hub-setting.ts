interface Beside {
  readonly publicUrl: string | undefined;
  readonly followersAllowPrivate: boolean;
}

/** The public hub of the environment; each fault of it goes to `faults`, with its cure. */
export function hubFrom(
  url: string | undefined,
  { publicUrl, followersAllowPrivate }: Beside,
  faults: string[],
): string | undefined {
  if (url === undefined) return undefined;
  if (publicUrl === undefined) {
    faults.push('WEBSUB_HUB: needs PUBLIC_URL, the address below which the hub fetches documents');
  }
  if (!url.startsWith('https:') && !followersAllowPrivate) {
    faults.push('WEBSUB_HUB: must begin with https:, like https://pubsubhubbub.appspot.com/');
  }
  return url;
}
