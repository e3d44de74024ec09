/** Makes addresses of a document whole. */
export class Addresses {
  /** `base`: where the document is. */
  constructor(private readonly base?: string) {}

  /** The http(s) address; undefined for any other, and for a relative one without a base. */
  absolute(address: string): string | undefined {
    const trimmed = address.trim();
    // Alone it would be the document itself.
    if (trimmed === '') return undefined;
    const whole = trimmed.startsWith('//') ? `https:${trimmed}` : trimmed;
    const url = URL.parse(whole) ?? (this.base === undefined ? null : URL.parse(whole, this.base));
    if (url === null || !/^https?:$/.test(url.protocol) || url.href.length > 2_000)
      return undefined;
    return url.href;
  }
}
