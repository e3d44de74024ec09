import type { Element, ElementContent } from 'hast';

const inlines = new Set(['a', 'strong', 'em', 'del', 'code', 'br']);
const wrapping = new Set(['a', 'strong', 'em', 'del']);

export function element(tagName: string, children: readonly ElementContent[] = []): Element {
  return { type: 'element', tagName, properties: {}, children: [...children] };
}

export function isInline(node: ElementContent): boolean {
  return node.type === 'text' || (node.type === 'element' && inlines.has(node.tagName));
}

export function hasWords(nodes: readonly ElementContent[]): boolean {
  return nodes.some((node) => {
    if (node.type === 'text') return node.value.trim() !== '';
    return node.type === 'element' && hasWords(node.children);
  });
}

/** Inlines as one would write them: one mark around neighbours of its kind, and no space at its edges or the line's. */
export function tidied(nodes: readonly ElementContent[]): readonly ElementContent[] {
  return trimmed(spacedOut(merged(nodes)));
}

function merged(nodes: readonly ElementContent[]): ElementContent[] {
  const result: ElementContent[] = [];
  for (const node of nodes) {
    const last = result.at(-1);
    if (last?.type === 'text' && node.type === 'text') {
      result[result.length - 1] = { type: 'text', value: last.value + node.value };
    } else if (last?.type === 'element' && node.type === 'element' && isSame(last, node)) {
      result[result.length - 1] = {
        ...last,
        children: merged([...last.children, ...node.children]),
      };
    } else {
      result.push(node);
    }
  }
  return result;
}

function isSame(a: Element, b: Element): boolean {
  return (
    a.tagName !== 'br' && a.tagName === b.tagName && a.properties['href'] === b.properties['href']
  );
}

/** Marks beside a space mean nothing: the space moves out of them. */
function spacedOut(nodes: readonly ElementContent[]): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type !== 'element' || !wrapping.has(node.tagName)) return [node];
    const children = spacedOut(node.children);
    const [first, last] = [children[0], children.at(-1)];
    const before = first?.type === 'text' ? (/^\s+/.exec(first.value)?.[0] ?? '') : '';
    const after = last?.type === 'text' ? (/\s+$/.exec(last.value)?.[0] ?? '') : '';
    const inner = cutText(cutText(children, 0, before.length, 'start'), -1, after.length, 'end');
    return [
      ...(before === '' ? [] : [{ type: 'text' as const, value: before }]),
      ...(hasWords(inner) ? [{ ...node, children: inner }] : []),
      ...(after === '' ? [] : [{ type: 'text' as const, value: after }]),
    ];
  });
}

function cutText(
  nodes: readonly ElementContent[],
  at: 0 | -1,
  length: number,
  from: 'start' | 'end',
): ElementContent[] {
  const index = at === 0 ? 0 : nodes.length - 1;
  return nodes.flatMap((node, place): ElementContent[] => {
    if (place !== index || node.type !== 'text') return [node];
    const { value } = node;
    const rest = from === 'start' ? value.slice(length) : value.slice(0, value.length - length);
    return rest === '' ? [] : [{ type: 'text', value: rest }];
  });
}

/** Without line breaks and space at the beginning and the end, and beside line breaks. */
function trimmed(nodes: readonly ElementContent[]): readonly ElementContent[] {
  const first = nodes.findIndex((node) => hasWords([node]));
  const last = nodes.findLastIndex((node) => hasWords([node]));
  return nodes.slice(first, last + 1).map((node, at, all): ElementContent => {
    if (node.type !== 'text') return node;
    const isAtStart = at === 0 || isBreak(all[at - 1]);
    const isAtEnd = at === all.length - 1 || isBreak(all[at + 1]);
    const value = isAtStart ? node.value.trimStart() : node.value;
    return { type: 'text', value: isAtEnd ? value.trimEnd() : value };
  });
}

function isBreak(node: ElementContent | undefined): boolean {
  return node?.type === 'element' && node.tagName === 'br';
}
