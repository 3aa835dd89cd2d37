/** As much of JSON Schema as `docs/verdict.schema.json` uses. Lists what does not fit; nothing if all does. */
export function mismatches(schema: unknown, value: unknown, root: unknown = schema, path = '$'): readonly string[] {
  if (schema === true) return []
  const {
    $ref,
    type,
    const: only,
    enum: options,
    required = [],
    properties = {},
    additionalProperties,
    items,
  } = schema as Schema
  if ($ref !== undefined) return mismatches(definition(root, $ref), value, root, path)
  if (only !== undefined && value !== only) return [`${path}: ${String(value)} is not ${String(only)}`]
  if (options !== undefined && !options.includes(value))
    return [`${path}: ${String(value)} is none of ${options.join(', ')}`]
  if (type !== undefined && !isOf(type, value)) return [`${path}: ${JSON.stringify(value)} is no ${type}`]
  if (Array.isArray(value))
    return items === undefined ? [] : value.flatMap((item, i) => mismatches(items, item, root, `${path}[${i}]`))
  if (typeof value !== 'object' || value === null) return []
  const missing = required.filter((key) => !(key in value)).map((key) => `${path}.${key} is missing`)
  const parts = Object.entries(value).flatMap(([key, part]) => {
    const known = properties[key]
    if (known !== undefined) return mismatches(known, part, root, `${path}.${key}`)
    return additionalProperties === false ? [`${path}.${key} is not in the schema`] : []
  })
  return [...missing, ...parts]
}

type Schema = {
  readonly $ref?: string
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, unknown>>
  readonly additionalProperties?: boolean
  readonly items?: unknown
}

function definition(root: unknown, reference: string): unknown {
  return reference
    .split('/')
    .slice(1)
    .reduce((at, key) => (at as Readonly<Record<string, unknown>>)[key], root) // the schema is our own file
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value)
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  return typeof value === type
}
