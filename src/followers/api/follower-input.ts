import { z } from 'zod';
import { parseInput } from '../../admin/input/parse-input.ts';
import { readOptions } from '../../feed/embed/embed-options.ts';
import { Refusal } from '../../feed/refusal.ts';
import { kinds } from '../kinds/kinds.ts';
import type { Kind, Surroundings } from '../kinds/kind.ts';
import type { FollowerChange } from '../store/follower.ts';

const filter = z
  .string('must be text')
  .max(200, 'must be at most 200 characters')
  .refine(
    (value) => readOptions({ filter: value }).filter === value,
    'must be key, breaking, tag:x or byline:x',
  );

/** A target that comes for the changes itself takes what it likes. */
function filterOf(comes: true | undefined) {
  return filter.refine(() => comes !== true, 'is not of this kind, which takes all; leave it out');
}

const names = Object.keys(kinds).map((name) => `"${name}"`);

const ofAnyKind = z.looseObject({
  kind: z
    .string(`must be ${names.join(' or ')}`)
    .refine((name) => Object.hasOwn(kinds, name), `must be ${names.join(' or ')}`),
});

/** The schema of a new follower of a kind. Without `secret` one is made, where its kind makes them. */
export function newFollowerInput(name: string, where: Surroundings) {
  const { target, secret, makeSecret, comes } = kindOf(name);
  return z.strictObject({
    kind: z.literal(name),
    target: target(where),
    filter: filterOf(comes).optional(),
    secret: makeSecret === undefined ? secret : secret.optional(),
  });
}

/** A new follower, as an admin of the feed sends it. Throws `invalid_input` with every fault. */
export function parseNewFollower(body: unknown, where: Surroundings) {
  const name = parseInput(ofAnyKind, body).kind;
  const { secret = kindOf(name).makeSecret?.(), ...asked } = parseInput(
    newFollowerInput(name, where),
    body,
  );
  return { ...asked, secret: secret ?? '' };
}

/** The schema of a change of a follower of a kind. */
export function followerChangeInput(name: string, where: Surroundings) {
  const kind = kindOf(name);
  return z
    .strictObject({
      state: z.enum(['running', 'paused'], 'must be "running" or "paused"').optional(),
      target: kind.target(where).optional(),
      filter: filterOf(kind.comes).nullable().optional(),
      secret: z
        .preprocess(
          (given) => (given === 'new' ? kind.makeSecret?.() : given) ?? given,
          kind.secret,
        )
        .optional(),
    })
    .refine((asked) => Object.values(asked).some((value) => value !== undefined), {
      message: 'must have state, target, filter or secret',
    });
}

/** A change of a follower. `secret: "new"` has one made. Throws `invalid_input` with every fault. */
export function parseFollowerChange(
  body: unknown,
  name: string,
  where: Surroundings,
): FollowerChange {
  const {
    state,
    target,
    filter: chosen,
    secret,
  } = parseInput(followerChangeInput(name, where), body);
  return {
    ...(state !== undefined && { state }),
    ...(target !== undefined && { target }),
    ...(chosen !== undefined && { filter: chosen }),
    ...(secret !== undefined && { secret }),
  };
}

function kindOf(name: string): Kind {
  const kind = kinds[name];
  if (kind === undefined) {
    throw new Refusal('wrong_state', `The kind "${name}" is of a later version: change it there.`);
  }
  return kind;
}
