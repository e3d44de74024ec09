import module from 'node:module';
import { fileURLToPath } from 'node:url';

/** Beside the build, which fills it (`client/compile-ahead.mjs`). */
const folder = fileURLToPath(new URL('../compiled', import.meta.url));

/**
 * Lets Node take what was compiled of the programs at the build, where each start would compile it anew. What another Node or
 * another account has compiled is left alone, and compiled anew; a folder that cannot be written or made is no fault.
 */
export function useCompiled(): void {
  module.enableCompileCache({ directory: folder, portable: true });
}
