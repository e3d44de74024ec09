/** Whether a text says where somebody can be told something: an address of mail (`mailto:`) or a page (https). */
export function isContact(text: string): boolean {
  if (!/^[\x21-\x7e]{1,500}$/.test(text)) return false;
  if (text.startsWith('mailto:')) return /^mailto:[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text);
  return text.startsWith('https://') && URL.canParse(text);
}
