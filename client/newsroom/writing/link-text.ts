/** Whether a text is one address that a link may lead to, and nothing else. */
export function isAddress(text: string): boolean {
  return /^(https?:\/\/[^\s<>]+|mailto:[^\s<>]+)$/i.test(text.trim());
}

/** The Markdown of a link. An address with brackets of its own stands in angle brackets. */
export function linkTo(words: string, address: string): string {
  const url = address.trim();
  return `[${words}](${/[()]/.test(url) ? `<${url}>` : url})`;
}
