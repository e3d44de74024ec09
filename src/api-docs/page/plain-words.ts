import { h, type Markup } from '../../feed/draw/markup.ts';

const marks = /`([^`]+)`|\*([^*]+)\*|\[([^\]]+)\]\(([^)]+)\)/g;

/** Our own short texts with `code`, *emphasis* and [links](there): the little of Markdown that a description needs. */
export function plainWords(words: string): readonly Markup[] {
  const drawn: Markup[] = [];
  let done = 0;
  for (const found of words.matchAll(marks)) {
    const [whole, code, emphasis, label = '', href] = found;
    drawn.push(words.slice(done, found.index));
    if (code !== undefined) drawn.push(h('code', {}, code));
    else if (emphasis !== undefined) drawn.push(h('em', {}, emphasis));
    else drawn.push(h('a', { href }, label));
    done = found.index + whole.length;
  }
  return [...drawn, words.slice(done)].filter((part) => part !== '');
}
