import { z } from 'zod';
import { parseInput } from '../../admin/input/parse-input.ts';
import { line } from '../../admin/input/text.ts';
import { faultsOfUrl } from '../../followers/send/faults-of-url.ts';
import type { WireChange } from '../wires/wire.ts';

const usualSeconds = 60;

const everySeconds = z
  .int('must be a whole number of seconds')
  .min(15, 'must be 15 seconds or more')
  .max(86_400, 'must be a day (86400 seconds) or less');
const goes = z.enum(['queue', 'out'], 'must be "queue" or "out"');
const some = z
  .array(line(100), 'must be a list')
  .min(1, 'must have one or more; leave it out for all')
  .max(20, 'must have at most 20')
  .optional();
const filter = z.strictObject({ words: some, tags: some, authors: some }, 'must be an object');

/** The schema of a new wire. */
export function newWireInput(mayBePrivate: boolean) {
  return z.strictObject({
    url: z.string('must be the address of a feed').superRefine((value, context) => {
      for (const message of faultsOfUrl(value, mayBePrivate)) context.addIssue(message);
    }),
    goes,
    everySeconds: everySeconds.optional(),
    filter: filter.optional(),
    from: z.enum(['now', 'beginning'], 'must be "now" or "beginning"').optional(),
  });
}

/** A new wire, as an admin of the feed sends it. Throws `invalid_input` with every fault. */
export function parseNewWire(body: unknown, mayBePrivate: boolean) {
  const asked = parseInput(newWireInput(mayBePrivate), body);
  const { everySeconds: seconds = usualSeconds, filter: chosen = {}, from = 'now' } = asked;
  const { url, goes: where } = asked;
  return {
    wire: { url, goes: where, everySeconds: seconds, filter: chosen },
    bringsAll: from === 'beginning',
  };
}

/** The schema of a change of a wire. */
export const wireChangeInput = z
  .strictObject({
    state: z.enum(['running', 'paused'], 'must be "running" or "paused"').optional(),
    goes: goes.optional(),
    everySeconds: everySeconds.optional(),
    filter: filter.optional(),
  })
  .refine((asked) => Object.values(asked).some((value) => value !== undefined), {
    message: 'must have state, goes, everySeconds or filter',
  });

/** A change of a wire. Throws `invalid_input` with every fault. */
export function parseWireChange(body: unknown): WireChange {
  const {
    state,
    goes: where,
    everySeconds: seconds,
    filter: chosen,
  } = parseInput(wireChangeInput, body);
  return {
    ...(state !== undefined && { state }),
    ...(where !== undefined && { goes: where }),
    ...(seconds !== undefined && { everySeconds: seconds }),
    ...(chosen !== undefined && { filter: chosen }),
  };
}
