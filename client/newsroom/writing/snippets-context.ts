import { createContext } from 'preact';
import type { Snippet } from './snippet-calls.ts';

/** The snippets of the chosen feed. */
export const SnippetsContext = createContext<readonly Snippet[]>([]);
