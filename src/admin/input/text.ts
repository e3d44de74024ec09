import { z } from 'zod';

/** One line of text: what databases and pages can hold, without controls that nobody sees. */
export function line(max: number, ifBlank?: string) {
  return text(max, ifBlank).refine((value) => !/[\n\r\t]/.test(value), 'must be one line');
}

/** Text of several lines, not blank. */
export function text(max: number, ifBlank = 'must not be blank; leave it out instead') {
  return z
    .string('must be text')
    .transform((value) => value.trim())
    .pipe(
      z
        .string()
        .min(1, ifBlank)
        .max(max, `must be at most ${max} characters`)
        .refine(isPlain, 'has characters that cannot be shown; remove the control characters'),
    );
}

/** No controls but line breaks and tabs, and no half of a surrogate pair. */
function isPlain(value: string): boolean {
  // oxlint-disable-next-line no-control-regex
  return value.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(value);
}

export function webUrl() {
  return line(2_000).refine(isWebUrl, 'must be an http or https URL');
}

export function isWebUrl(value: string): boolean {
  return /^https?:$/.test(URL.parse(value)?.protocol ?? '');
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
