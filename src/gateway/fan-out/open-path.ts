import { FfiPath } from './ffi-path.ts';
import { JsPath } from './js-path.ts';
import { PlainPath, type Path, type PathName } from './path.ts';
import { proves } from './prove-path.ts';
import { UringPath } from './uring-path.ts';

/** A path that was asked for by name, and cannot be had. */
export class PathUnavailable extends Error {
  override readonly name = 'PathUnavailable';
}

/**
 * The path to take: the one named, or the first that proves itself over a connection of its own, now, in this
 * process. `report` is told why a faster one is not taken. Throws PathUnavailable for a named one that fails.
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
