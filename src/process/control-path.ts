import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/**
 * The path of the socket by which the command line talks to the server of this port on this machine: a `DATA_DIR` may be shared
 * by several servers of a machine, and by several machines.
 */
export function controlPath(dataDir: string, port: number): string {
  return join(dataDir, `dateline-${port}-${machine()}.sock`);
}

/** The ports whose sockets are in `DATA_DIR`, of this machine's servers: of a killed one, too. */
export function controlledPorts(dataDir: string): readonly number[] {
  if (!existsSync(dataDir)) return [];
  return readdirSync(dataDir).flatMap((file) => {
    const [, port, where] = /^dateline-(\d+)-([0-9a-f]+)\.sock$/.exec(file) ?? [];
    return where === machine() ? [Number(port)] : [];
  });
}

/** The path of a socket has 107 bytes at most, and the name of a machine up to 64. */
function machine(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
}
