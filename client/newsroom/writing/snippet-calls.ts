import { list, record } from '../api/answers.ts';
import type { Api } from '../api/api.ts';
import type { SnippetList } from '../../../src/feed/newsroom-messages.ts';
import { textOr } from '../../../src/feed/shape.ts';

export async function fetchSnippets(api: Api, feed: string): Promise<SnippetList> {
  return listIn(await api.call({ method: 'GET', path: `/feeds/${feed}/snippets` }));
}

/** Throws a Problem `stale_revision` when somebody else has changed them since. */
export async function saveSnippets(
  api: Api,
  feed: string,
  { rev, snippets }: SnippetList,
): Promise<SnippetList> {
  return listIn(
    await api.call({
      method: 'PUT',
      path: `/feeds/${feed}/snippets`,
      body: { snippets },
      headers: { 'if-match': `"${rev}"` },
    }),
  );
}

function listIn(answer: unknown): SnippetList {
  const { rev, snippets } = record(answer);
  return {
    rev: Number(rev),
    snippets: list(snippets).map((snippet) => {
      const { name, text } = record(snippet);
      return { name: textOr(name, ''), text: textOr(text, '') };
    }),
  };
}
