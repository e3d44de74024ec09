import { z } from 'zod';

/** The number of this form of backups. A later release that writes another form counts it up. */
export const form = 1;

/** The first part of a backup: what it is of. */
export const factsName = 'dateline.json';
/** The last part: how long each part is, and its SHA-256. A file that ends before it was cut off. */
export const sumsName = 'sums.json';

/** The database's part, by its kind. */
export const databaseNames = { embedded: 'dateline.sqlite', postgres: 'rows.ndjson' } as const;

/** More than any list of parts has: a million files. */
export const maxListBytes = 256 * 1024 * 1024;

export const factsShape = z.object({
  form: z.int(),
  /** The release that made it. */
  release: z.string(),
  /** When, RFC 3339 in UTC, by the database's clock. */
  at: z.string(),
  kind: z.enum(['embedded', 'postgres']),
  /** The migrations that the database had. */
  migrations: z.array(z.string()),
  /** How many rows each table has. */
  rows: z.record(z.string(), z.int()),
  /** Whether the files of the library are in it. */
  media: z.boolean(),
  /** Items that were scrubbed from it. */
  scrubbed: z.array(z.string()),
});

export type Facts = Readonly<z.infer<typeof factsShape>>;

export const sumsShape = z.array(
  z.object({ name: z.string(), bytes: z.int(), sha256: z.string().regex(/^[\da-f]{64}$/) }),
);

/** A part of a backup. */
export type Part = Readonly<z.infer<typeof sumsShape>[number]>;

/** Names of parts that a backup may have: no other is ever written to a disk. */
export function isPartName(name: string): boolean {
  const known: readonly string[] = [factsName, sumsName, ...Object.values(databaseNames)];
  return known.includes(name) || mediaPart.test(name);
}

const mediaPart = /^media\/[a-z2-7]{26}\/[a-z\d][\w-]{0,40}(\.[a-z\d]{1,8})?$/i;

export function mediaPartOf(key: string): string {
  return `media/${key}`;
}

/** The key of a file of the library; undefined for any other part. */
export function mediaKeyOf(part: string): string | undefined {
  return part.startsWith('media/') ? part.slice('media/'.length) : undefined;
}
