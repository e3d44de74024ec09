import { h, type Element, type Markup } from '../../feed/draw/markup.ts';
import type { Schema } from '../operation.ts';

/** The fields of a schema as a list: name, what it may be, and whether it may be left out. */
export function fieldList(schema: Schema, named: Readonly<Record<string, Schema>>): Element {
  const one = namedBy(schema, named);
  const properties = one['properties'] as Readonly<Record<string, Schema>> | undefined;
  if (properties === undefined) return h('p', { class: 'api-kind' }, kindLinks(one, named));
  const required = (one['required'] ?? []) as readonly string[];
  return h(
    'dl',
    { class: 'api-fields' },
    Object.entries(properties).map(([name, field]) => [
      h('dt', {}, h('code', {}, required.includes(name) ? name : `${name}?`)),
      h('dd', {}, kindLinks(field, named), wordsOf(field)),
    ]),
  );
}

/** In a word or two: "text, 1 to 300 characters", "list of NewImage, or null". */
export function kindOf(schema: Schema): string {
  const { $ref, const: only, enum: some, anyOf, oneOf, type, items, format } = schema;
  if (typeof $ref === 'string') return $ref.split('/').at(-1) ?? '';
  if (only !== undefined) return JSON.stringify(only);
  if (Array.isArray(some)) return some.map((one) => JSON.stringify(one)).join(' | ');
  const several = anyOf ?? oneOf;
  if (Array.isArray(several))
    return [...new Set((several as readonly Schema[]).map(kindOf))].join(', or ');
  if (type === 'array')
    return `list of ${kindOf((items ?? {}) as Schema)}${bounds(schema, 'Items', '')}`;
  if (type === 'object') return objectOf(schema);
  if (type === 'string') return `${textOf(format)}${bounds(schema, 'Length', ' characters')}`;
  if (type === 'integer' || type === 'number') return `${type}${bounds(schema, 'imum', '')}`;
  return typeof type === 'string' ? type : 'anything';
}

/** The same, with a link to each type. */
export function kindLinks(
  schema: Schema,
  named: Readonly<Record<string, Schema>>,
): readonly Markup[] {
  return kindOf(schema)
    .split(/\b([A-Z]\w+)\b/)
    .map((part) => (Object.hasOwn(named, part) ? h('a', { href: `#${part}` }, part) : part));
}

/** What a schema's name stands for. */
function namedBy(schema: Schema, named: Readonly<Record<string, Schema>>): Schema {
  const { $ref } = schema;
  return typeof $ref === 'string' ? (named[$ref.split('/').at(-1) ?? ''] ?? schema) : schema;
}

function objectOf(schema: Schema): string {
  const { properties, additionalProperties } = schema;
  if (properties !== undefined) return `{${Object.keys(properties as object).join(', ')}}`;
  const isMap = typeof additionalProperties === 'object' && additionalProperties !== null;
  return isMap ? `object of ${kindOf(additionalProperties as Schema)}` : 'object';
}

function textOf(format: unknown): string {
  const known: Readonly<Record<string, string>> = { 'date-time': 'time (RFC 3339)', uri: 'URL' };
  return known[String(format)] ?? 'text';
}

function bounds(schema: Schema, of: string, unit: string): string {
  const [least, most] = [`min${of}`, `max${of}`].map((name) => numberIn(schema[name]));
  if (least === undefined && most === undefined) return '';
  if (most === undefined) return `, ${least} or more${unit}`;
  return least === undefined ? `, up to ${most}${unit}` : `, ${least} to ${most}${unit}`;
}

function numberIn(value: unknown): string | undefined {
  return typeof value === 'number' ? new Intl.NumberFormat('en').format(value) : undefined;
}

function wordsOf({ description }: Schema): string {
  return typeof description === 'string' ? `. ${description}` : '';
}
