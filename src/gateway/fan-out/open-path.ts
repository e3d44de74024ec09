import { FfiPath } from './ffi-path.ts';
import { JsPath } from './js-path.ts';
import { PlainPath, type Path, type PathName } from './path.ts';
import { proves } from './prove-path.ts';
import { UringPath } from './uring-path.ts';

/** A path was asked for by name, and does not work here. */
export class PathUnavailable extends Error {
  override readonly name = 'PathUnavailable';
}

/**
 * Returns the named path, or with `auto` the fastest that works. Each is tested first, by messages over a loopback
 * connection. `report` gets the reason why a faster one is not taken. Throws PathUnavailable when a named path fails.
 */
export async function openPath(
  wanted: PathName | 'auto',
  report: (text: string) => void,
): Promise<Path> {
  if (wanted === 'node' || wanted === 'stock') return new PlainPath(wanted);
  const names = wanted === 'auto' ? (['uring', 'ffi', 'js'] as const) : [wanted];
  for (const name of names) {
    try {
      const path = await load(name, report);
      await proves(path);
      return path;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (wanted !== 'auto') {
        throw new PathUnavailable(
          `FANOUT=${wanted} cannot be had here: ${why}. Leave FANOUT out, and the fastest there is gets taken.`,
        );
      }
      report(`The fan-out path "${name}" is not taken: ${why}.`);
    }
  }
  return new PlainPath('node');
}

async function load(
  name: Exclude<PathName, 'node' | 'stock'>,
  report: (text: string) => void,
): Promise<Path> {
  switch (name) {
    case 'uring':
      return UringPath.load(report);
    case 'ffi':
      return FfiPath.load();
    case 'js':
      return JsPath.load();
  }
}
