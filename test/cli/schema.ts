import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'

const schema = JSON.parse(readFileSync(new URL('../../docs/verdict.schema.json', import.meta.url), 'utf8'))
const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true })
ajv.addSchema(schema)
ajv.addSchema(JSON.parse(readFileSync(new URL('../../docs/orders.schema.json', import.meta.url), 'utf8')))

/** What of the value is not as `docs/verdict.schema.json` says; nothing if all is. */
function mismatches(pointer: string, value: unknown): readonly string[] {
  return mismatchesIn(`${schema.$id}${pointer}`, value)
}

function mismatchesIn(name: string, value: unknown): readonly string[] {
  const validate = ajv.getSchema(name)
  if (validate === undefined) throw new Error(`there is no schema ${name}`)
  validate(value)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`)
}

export function verdictMismatches(verdict: unknown): readonly string[] {
  return mismatches('#/$defs/verdict', verdict)
}

export function traceMismatches(trace: unknown): readonly string[] {
  return mismatches('#/$defs/trace', trace)
}

/** Of a line of `check --json`, whatever it tells. */
export function lineMismatches(line: unknown): readonly string[] {
  return mismatches('', line)
}

/** Of the line that stands where there is no verdict. */
export function failureMismatches(line: unknown): readonly string[] {
  return mismatches('#/$defs/failure', line)
}

/** Of a line of `orders --json`. */
export function ordersMismatches(line: unknown): readonly string[] {
  return mismatchesIn('urn:lockproof:orders:1', line)
}
