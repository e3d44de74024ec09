import type { Operation } from '../operation.ts';

const values: Readonly<Record<string, string>> = { feed: 'storm', n: '0', name: 'ticker.js' };

/** A line for a terminal that makes the call. What only the caller knows is a variable of the shell. */
export function curlOf(operation: Operation, address: string): string {
  const { method, path, for: who, body, example, once, revision, bodyType } = operation;
  const there = path.replaceAll(
    /\{(\w+)\}/g,
    (_mark, name: string) => values[name] ?? `$${name.toUpperCase()}`,
  );
  const sent = JSON.stringify(example ?? {}).replaceAll("'", String.raw`'\''`);
  const parts = [
    `curl${method === 'get' ? '' : ` -X ${method.toUpperCase()}`} "${address}${there}"`,
    ...(who === 'readers' || who === 'everybody' ? [] : ['-H "Authorization: Bearer $TOKEN"']),
    ...(once === true ? ['-H "Idempotency-Key: $(uuidgen)"'] : []),
    ...(revision === 'required' ? [`-H 'If-Match: "1"'`] : []),
    ...(body === undefined ? [] : [`-H 'Content-Type: application/json' -d '${sent}'`]),
    ...(bodyType === 'application/octet-stream' ? ['--data-binary @picture.jpg'] : []),
  ];
  return parts.join(' \\\n  ');
}
