import type { DefaultTreeAdapterTypes } from 'parse5';

export type Node = DefaultTreeAdapterTypes.ChildNode;
export type Element = DefaultTreeAdapterTypes.Element;

export function isElement(node: Node): node is Element {
  return 'tagName' in node;
}

export function isText(node: Node): node is DefaultTreeAdapterTypes.TextNode {
  return node.nodeName === '#text';
}

export function attribute({ attrs }: Element, name: string): string | undefined {
  return attrs.find((each) => each.name === name)?.value;
}

export function classesOf(element: Element): readonly string[] {
  return (attribute(element, 'class') ?? '').split(/\s+/).filter(Boolean);
}

/** The first elements of these names below some nodes, in the order of the text; not those inside another one found. */
export function found(nodes: readonly Node[], ...names: readonly string[]): readonly Element[] {
  return nodes.flatMap((node) => {
    if (!isElement(node)) return [];
    return names.includes(node.tagName) ? [node] : found(node.childNodes, ...names);
  });
}

export function wordsIn(nodes: readonly Node[]): string {
  return nodes
    .map((node) => (isText(node) ? node.value : isElement(node) ? wordsIn(node.childNodes) : ''))
    .join('');
}
