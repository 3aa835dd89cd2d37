/** Any object can be read by key. */
export type Data = Readonly<Record<PropertyKey, unknown>>

/** Whether it is a record of plain data, and no list or instance of a class. */
export function isRecord(value: object): value is Data {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
