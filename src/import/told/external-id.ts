import { createHash } from 'node:crypto';

const longest = 200;

/** A name of an entry as an external id: a long one by its digest. */
export function externalIdOf(name: string): string {
  if (name.length <= longest) return name;
  return `sha256:${createHash('sha256').update(name).digest('hex')}`;
}
