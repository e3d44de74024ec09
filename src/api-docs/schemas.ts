import { z } from 'zod';
import type { Operation, Schema } from './operation.ts';

/**
 * JSON Schemas (2020-12) of zod's: of what is sent as it is before it is parsed (`input`), of answers as they are (`output`). Those with
 * an id are kept once, and named by the others.
 */
export class Schemas {
  readonly named: Record<string, Schema> = {};
  readonly #made = { input: new Map<z.ZodType, Schema>(), output: new Map<z.ZodType, Schema>() };

  /** `at`: where the document has what is named. */
  constructor(private readonly at = '#/components/schemas/') {}

  of(schema: z.ZodType, io: 'input' | 'output'): Schema {
    const known = this.#made[io].get(schema);
    if (known !== undefined) return known;
    const made: Schema = z.toJSONSchema(schema, {
      io,
      unrepresentable: 'any',
      override: ({ jsonSchema }) => tidy(jsonSchema, io),
    });
    const { $schema: _draft, $defs = {}, ...rest } = made;
    for (const [name, named] of Object.entries($defs as Readonly<Record<string, Schema>>)) {
      this.named[name] = this.pointed(named);
    }
    const pointed = this.pointed(rest);
    this.#made[io].set(schema, pointed);
    return pointed;
  }

  /** Makes those of a call, so that the next time they are there. */
  prepare({ body, answers }: Operation): void {
    if (body !== undefined) this.of(body, 'input');
    for (const answer of Object.values(answers)) {
      if (answer !== null && typeof answer !== 'string') this.of(answer, 'output');
    }
  }

  private pointed<T>(value: T): T {
    const text = JSON.stringify(value, (key, inner: unknown) =>
      key === '$ref' && typeof inner === 'string' ? inner.replace('#/$defs/', this.at) : inner,
    );
    return JSON.parse(text) as T;
  }
}

/** Takes out what says nothing to a reader of the document. */
function tidy(schema: Record<string, unknown>, io: 'input' | 'output'): void {
  // The format says it, and says it in words.
  if ('format' in schema) delete schema['pattern'];
  if (schema['maximum'] === Number.MAX_SAFE_INTEGER) delete schema['maximum'];
  if (schema['minimum'] === Number.MIN_SAFE_INTEGER) delete schema['minimum'];
  // Later versions may answer more.
  if (io === 'output' && schema['additionalProperties'] === false) {
    delete schema['additionalProperties'];
  }
  if (schema['id'] !== undefined) delete schema['id'];
}
