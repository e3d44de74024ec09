import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Api } from '../api/api.ts';
import { noNames, type UsedNames } from '../fields/used-names.ts';

/** The API calls of the signed-in person. */
export const ApiContext = createContext<Api | null>(null);

/** Shows a text in the page's status line. */
export const SayContext = createContext<(words: string) => void>(() => undefined);

/** The chosen feed's language. */
export const LangContext = createContext('en');

/** The bylines and tags of the chosen feed. */
export const UsedNamesContext = createContext<UsedNames>(noNames);

export function useApi(): Api {
  const api = useContext(ApiContext);
  if (api === null) throw new Error('Only inside a session.');
  return api;
}

export function useSay(): (words: string) => void {
  return useContext(SayContext);
}
