import { createContext } from 'preact';
import type { Snippet } from '../../../src/feed/newsroom-messages.ts';

/** The snippets of the chosen feed. */
export const SnippetsContext = createContext<readonly Snippet[]>([]);
