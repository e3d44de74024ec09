/** Why a backup was not made, restored or rewritten. Nothing was changed. Each cure is a line of its own. */
export class BackupProblem extends Error {
  override readonly name = 'BackupProblem';

  constructor(
    fact: string,
    readonly cures: readonly string[],
  ) {
    super(fact);
  }
}

/** A failure of the file system in words; any other error as it is. `where`: the file or folder that was worked on. */
export function inWords(error: unknown, where: string): unknown {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  const cure = code === undefined ? undefined : cures[code];
  return cure === undefined ? error : new BackupProblem(`${where}: ${cure[0]}.`, [cure[1]]);
}

const cures: Readonly<Record<string, readonly [string, string]>> = {
  ENOSPC: ['the disk is full', 'make room, or name a place on another disk'],
  EDQUOT: ['this account may store no more', 'make room, or name another place'],
  EACCES: ['this account may not', 'run the command as the account of the server'],
  EPERM: ['this account may not', 'run the command as the account of the server'],
  EROFS: ['the disk takes no writes', 'name a place on another disk'],
  ENOENT: ['there is no such file or folder', 'give the path of one that is there'],
  EISDIR: ['it is a folder', 'give the path of a file'],
  ENOTDIR: ['a part of the path is a file', 'give the path of one that is there'],
};
