import { domainToASCII } from 'node:url';

/** Characters of a name that need no quotes (RFC 5321, 4.1.2): none of them ends a header or an envelope. */
const nameForm = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const domainForm = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * An e-mail address as it is written to, its domain in lower case and ASCII; undefined for what is none. Only ASCII names
 * without quotes are taken, so that nothing in an address can mean something else to a mail server.
 */
export function parseAddress(text: string): string | undefined {
  const typed = text.trim();
  const at = typed.lastIndexOf('@');
  if (at < 1 || typed.length > 254) return undefined;
  const name = typed.slice(0, at);
  const domain = domainToASCII(typed.slice(at + 1)).toLowerCase();
  const isAddress = name.length <= 64 && nameForm.test(name) && isDomain(domain);
  return isAddress ? `${name}@${domain}` : undefined;
}

/** Whether a text is the name of a domain, in lower case and ASCII. */
export function isDomain(text: string): boolean {
  return text.length <= 253 && domainForm.test(text);
}

/**
 * The mailbox behind an address: most servers put `name+tag` into that of `name`, and none in use tells names apart by their
 * case. Who gets mail is found, counted and forgotten by it.
 */
export function mailboxOf(address: string): string {
  return address.toLowerCase().replace(/^([^+@]+)\+[^@]*@/, '$1@');
}
