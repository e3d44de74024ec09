import { against, type EditText, type Wording } from './edit-text.ts';

/**
 * The editor's text on a newer wording. Where both have changed the body, their paragraphs are merged; what does that is
 * loaded when it is needed, and without it the editor's body is kept whole, with the other beside it.
 */
export async function meet(text: EditText, current: Wording): Promise<EditText> {
  const [base, mine, theirs] = [text.base.body, text.fields.body, current.fields.body];
  if (mine === base || theirs === base || mine === theirs) return against(text, current);
  try {
    const { mergeParagraphs } = await import('./merge-paragraphs.ts');
    return against(text, current, mergeParagraphs(base, mine, theirs));
  } catch {
    return against(text, current);
  }
}
