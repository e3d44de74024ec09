import { openPath } from '../../src/gateway/fan-out/open-path.ts';
import { pathNames, type PathName } from '../../src/gateway/fan-out/path.ts';

async function isHere(name: PathName): Promise<boolean> {
  try {
    await openPath(name, () => undefined);
    return true;
  } catch (error) {
    // Containers often keep io_uring from their programs; whatever else is missing is a failure.
    if (name !== 'uring') throw error;
    process.stderr.write(`\nNOT TESTED: the path "uring". ${String(error)}\n`);
    return false;
  }
}

const onOurEngine = pathNames.filter((name) => name !== 'stock');

/** The paths of our engine that can be had on this machine. A line on stderr says which cannot, and are not tested. */
export const pathsHere: readonly PathName[] = (
  await Promise.all(onOurEngine.map(async (name) => ({ name, isHere: await isHere(name) })))
).flatMap(({ name, isHere: is }) => (is ? [name] : []));
