import { z } from 'zod';
import { inLines, inOneLine, isStorable } from './characters.ts';

/** The schema of one line of text that databases, pages and feeds can contain: no invisible control characters. */
export function line(max: number, ifBlank?: string) {
  return plain(inOneLine, max, ifBlank).refine(
    (value) => !/[\n\r]/.test(value),
    'must be one line',
  );
}

/** The schema of text of several lines, not blank. */
export function text(max: number, ifBlank?: string) {
  return plain(inLines, max, ifBlank);
}

function plain(
  understood: (given: string) => string,
  max: number,
  ifBlank = 'must not be blank; leave it out instead',
) {
  return z
    .string('must be text')
    .meta({ minLength: 1, maxLength: max })
    .transform((given) => understood(given).trim())
    .pipe(
      z
        .string()
        .min(1, ifBlank)
        .max(max, `must be at most ${max} characters`)
        .refine(isStorable, 'has characters that cannot be shown; remove the control characters'),
    );
}

export function webUrl() {
  return line(2_000).refine(isWebUrl, 'must be an http or https URL').meta({ format: 'uri' });
}

export function isWebUrl(value: string): boolean {
  return /^https?:$/.test(URL.parse(value)?.protocol ?? '');
}

/** Whether an address is a path of this site, as its own media have. */
export function isOwnPath(value: string): boolean {
  return /^\/(?![/\\])/.test(value);
}

export function language() {
  return line(35).refine(isLanguage, 'must be a language tag like "en" or "pt-BR"');
}

export function direction() {
  return z.enum(['ltr', 'rtl'], 'must be "ltr" or "rtl"');
}

export function flag() {
  return z.boolean('must be true or false');
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
