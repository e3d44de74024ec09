import * as fc from 'fast-check';

type Schema = Readonly<Record<string, unknown>>;

/** What an absent field is; it is left out. */
const absent = Symbol('absent');

/**
 * Values of a JSON Schema as the description of the API has them, and now and then one that is none: longer, of another type, with a
 * field more. `$ref`s lead into `root`.
 */
export function arbitraryOf(schema: Schema, root: Schema): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 12, arbitrary: valid(schema, root) },
    { weight: 1, arbitrary: fc.jsonValue() },
  );
}

function valid(schema: Schema, root: Schema): fc.Arbitrary<unknown> {
  const { $ref, const: only, enum: some, anyOf, oneOf, type } = schema;
  if (typeof $ref === 'string') return valid(at(root, $ref) ?? {}, root);
  if (only !== undefined) return fc.constant(only);
  if (Array.isArray(some)) return fc.constantFrom(...(some as readonly unknown[]));
  const several = anyOf ?? oneOf;
  if (Array.isArray(several)) {
    return fc.oneof(...several.map((one: Schema) => arbitraryOf(one, root)));
  }
  switch (type) {
    case 'string':
      return text(schema);
    case 'integer':
      return fc.integer({
        min: Number(schema['minimum'] ?? -10),
        max: Math.min(Number(schema['maximum'] ?? 1_000), Number.MAX_SAFE_INTEGER),
      });
    case 'number':
      return fc.double({
        min: Number(schema['minimum'] ?? -10),
        max: Number(schema['maximum'] ?? 1_000),
        noNaN: true,
      });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(arbitraryOf((schema['items'] ?? {}) as Schema, root), { maxLength: 3 });
    case 'object':
      return object(schema, root);
    default:
      return fc.jsonValue();
  }
}

function text({ format, pattern, minLength, maxLength }: Schema): fc.Arbitrary<string> {
  if (format === 'uri')
    return fc.constantFrom('https://paper.invalid/a?b=c', 'javascript:alert(1)');
  if (format === 'date-time')
    return fc.constantFrom('2031-01-31T18:00:00Z', '2001-01-31T18:00:00+02:00');
  if (typeof pattern === 'string') return fc.stringMatching(new RegExp(pattern));
  const [least, most] = [Number(minLength ?? 0), Number(maxLength ?? 40)];
  const unit = fc.constantFrom('grapheme', 'binary');
  return fc.oneof(
    unit.chain((of) =>
      fc.string({ unit: of, minLength: Math.min(least, 40), maxLength: Math.min(most, 40) }),
    ),
    fc.constantFrom(
      'storm',
      'Olena',
      'en',
      '**Four** gates',
      'x'.repeat(most),
      'x'.repeat(most + 1),
    ),
  );
}

function object(schema: Schema, root: Schema): fc.Arbitrary<object> {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
  const required = (schema['required'] ?? []) as readonly string[];
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, field]) => {
      const value = arbitraryOf(field, root);
      return [name, required.includes(name) ? value : fc.oneof(fc.constant(absent), value)];
    }),
  );
  return fc
    .record(fields)
    .map((made) =>
      Object.fromEntries(Object.entries(made).filter(([, value]) => value !== absent)),
    );
}

/** What a JSON pointer with a `#` before it names in a document, if anything. */
export function at(root: Schema, ref: string): Schema | undefined {
  return ref
    .slice(2)
    .split('/')
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<Schema | undefined>((inside, name) => inside?.[name] as Schema | undefined, root);
}
