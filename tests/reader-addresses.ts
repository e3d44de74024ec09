import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const contract = readFileSync(resolve(import.meta.dirname, '../PROTOCOL.md'), 'utf8');

/** A section of PROTOCOL.md, by its number. */
export function contractSection(number: number): string {
  const [, rest = ''] = contract.split(`\n## ${number}. `);
  return rest.split('\n## ')[0] ?? '';
}

/** Every address that the contract names for readers, as it is written there. */
export function readerAddresses(): readonly string[] {
  const found = [...contractSection(3).matchAll(/`(?:(GET) )?(\/[^`\s]*)`/g)].map(
    ([, get, path = '']) => (get === undefined ? path : `/api/v1${path}`),
  );
  // The prefix of all, and JSON pointers.
  return [...new Set(found)].filter((path) => !['/api/v1', '/at', '/q'].includes(path));
}

/** The address with values in place of what is named in braces. */
export function filledIn(address: string, values: Readonly<Record<string, string>>): string {
  return (
    address
      .replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
      .replace('limit=&key=', 'limit=5&key=true')
      // Written short beside a full one.
      .replace(/^\/items\//, `/api/v1/feeds/${values['feed']}/items/`)
  );
}
