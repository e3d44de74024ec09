import type { Choices } from './view-menu.ts';

/** What the reader has chosen before; what cannot be read counts as nothing. */
export function choicesOf(kept: string | undefined): Partial<Choices> {
  const { order, atOnce } = parsed(kept);
  return {
    ...((order === 'newest' || order === 'oldest') && { order }),
    ...(typeof atOnce === 'boolean' && { atOnce }),
  };
}

function parsed(text = '{}'): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    return {};
  }
}
