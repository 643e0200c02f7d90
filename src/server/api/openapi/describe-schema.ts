import type { SchemaObject } from './openapi-types.ts';

/** The type in a word or two, as a table of fields shows it. */
export function nameOfType(schema: SchemaObject): string {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map(nameOfType))].join(' or ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  if (schema.type === 'array') return `array of ${schema.items ? nameOfType(schema.items) : 'anything'}`;
  return [schema.type ?? []].flat().join(' or ');
}

/** Bounds and default, in words. The bounds of what computers can count are no news. */
export function limitsOf(schema: SchemaObject): string {
  const { minimum, maximum = Number.MAX_SAFE_INTEGER, minLength, maxLength, minItems, maxItems } = schema;
  const words = [
    minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER && `from ${minimum}`,
    maximum < Number.MAX_SAFE_INTEGER && `to ${maximum}`,
    minLength !== undefined && minLength > 1 && `at least ${minLength} characters`,
    maxLength !== undefined && `at most ${maxLength} characters`,
    minItems !== undefined && minItems > 0 && `at least ${minItems}`,
    maxItems !== undefined && `at most ${maxItems}`,
    schema.default !== undefined && `default ${JSON.stringify(schema.default)}`,
  ];
  return words.filter((word) => word !== false).join(', ');
}
