/** A scrape, by the name of the series with its labels. */
export type Scraped = ReadonlyMap<string, number>;

/** The metrics that a scrape names, each with its type. */
export function typesIn(text: string): ReadonlyMap<string, string> {
  const types = text.matchAll(/^# TYPE (\w+) (\w+)$/gm);
  return new Map([...types].map(([, name = '', type = '']) => [name, type]));
}

export function seriesIn(text: string): Scraped {
  const lines = text.matchAll(/^(\w+(?:\{[^}]*\})?) (\S+)$/gm);
  return new Map([...lines].map(([, name = '', value]) => [name, Number(value)]));
}
