import { Config } from '../../src/config.ts';

/** What is wrong with these variables, in the words that an operator reads; empty where nothing is. */
export function configFault(environment: Record<string, string>): string {
  try {
    Config.fromEnvironment(environment);
    return '';
  } catch (error) {
    return String(error);
  }
}
