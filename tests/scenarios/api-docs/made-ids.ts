/** What is on every server. */
const known: Readonly<Record<string, string>> = {
  feed: 'storm',
  n: '0',
  format: 'rss.xml',
  lang: 'de',
};

/** Ids that a server has answered, by the address they were made at, so that calls can name what is there. */
export class MadeIds {
  private readonly made = new Map<string, string>();

  set(address: string, id: string): void {
    this.made.set(address, id);
  }

  /** A path without its braces. `id`: what each of them is; empty: what was made there last. */
  filled(path: string, id: string): string {
    const named = path.replaceAll(/\{(\w+)\}/g, (braces, name: string) => known[name] ?? braces);
    return named.replaceAll(/\{(\w+)\}/g, () =>
      encodeURIComponent(id === '' ? this.idFor(named) : id),
    );
  }

  private idFor(path: string): string {
    return [...this.made].findLast(([where]) => path.startsWith(`${where}/`))?.[1] ?? 'x';
  }
}
