/** What the commands of `dateline` that work on the server's own data are made of: a program of its own (see decision 59). */
export { configOfProcess, ConfigError } from '../config.ts';
export { Refusal } from '../feed/refusal.ts';
export { erasedThere } from './erased-there.ts';
export { BackupProblem } from './problem.ts';
export { restoreBackup } from './restore.ts';
export { scrubBackup } from './scrub.ts';
export { takeBackup } from './take.ts';
export { verifyBackup } from './verify.ts';
