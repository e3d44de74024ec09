import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

const leastLetters = 10;
/** Longer ones would only cost time. */
const mostLetters = 200;
/** 10^8 guesses: nobody makes so many against a server that counts wrong ones. */
const leastScore = 3;

let estimator: Promise<ZxcvbnFactory> | undefined;

/** Loaded when the first password is chosen: its lists of common passwords take 26 MB. */
async function makeEstimator(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory: Factory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new Factory({ dictionary, graphs: adjacencyGraphs });
}

/** What keeps a password from being good enough, in words; no network is asked. Empty: it is good enough. */
export async function passwordFaults(password: string, name: string): Promise<readonly string[]> {
  const letters = password.normalize('NFC').length;
  if (letters < leastLetters) {
    return [
      `must have ${leastLetters} letters or more; several words that you alone would put together are good`,
    ];
  }
  if (letters > mostLetters) return [`must have at most ${mostLetters} letters`];
  estimator ??= makeEstimator();
  const { score } = (await estimator).check(password, [name, 'dateline', 'newsroom']);
  if (score >= leastScore) return [];
  return ['is too easy to guess: it is common, repeats itself, or is made of your name; add words'];
}
