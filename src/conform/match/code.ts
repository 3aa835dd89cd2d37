/** Codes as recordings write them: a number in any notation, a name, or both parts of a Verifier stop: `0xC4/0x37`. */

const accessViolation = ['STATUS_ACCESS_VIOLATION', '0xC0000005']

/** A bug check's own text: `bug check 0xE3 RESOURCE_NOT_OWNED (…)`, `0xC4/0x37 APC rule: …`. */
const bugCheck = /^(?:bug check )?(0x[0-9A-F]+)(?:\/(0x[0-9A-F]+))?(?: ([A-Z_]{4,}))?/

/** Whether the model stops the machine with the recorded code. Misuse whose code nobody knows fits `any` alone. */
export function isBugCheck(recorded: string, why: string): boolean {
  if (recorded.toLowerCase() === 'any') return true
  const [, code, parameter, name] = bugCheck.exec(why) ?? []
  if (code === undefined) return false
  if (recorded === name) return true
  const [recordedCode = '', recordedParameter] = recorded.split('/')
  if (!isSameNumber(recordedCode, code)) return false
  return recordedParameter === undefined || isSameNumber(recordedParameter, parameter ?? '')
}

export function isAccessViolation(recorded: string): boolean {
  return accessViolation.some((code) => code === recorded || isSameNumber(recorded, code)) || recorded === 'any'
}

function isSameNumber(a: string, b: string): boolean {
  const [x, y] = [unsigned(a), unsigned(b)]
  return x !== undefined && x === y
}

function unsigned(text: string): number | undefined {
  return /^(?:0x[0-9a-f]+|-?\d+)$/i.test(text) ? Number(text) >>> 0 : undefined
}
