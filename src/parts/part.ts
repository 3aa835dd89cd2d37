import type { SharedHandle } from '../model/language/index.ts'

/**
 * What a part is: a shared object, to be named by `shared` and read by properties, with the procs and operations that its clients call. The recipes that
 * these perform are no members of it, and stay in traces.
 */
export function part<T, P extends object>(object: SharedHandle<T>, calls: P): SharedHandle<T> & P {
  const own = Object.getOwnPropertySymbols(object).map((key) => [key, Object.getOwnPropertyDescriptor(object, key)])
  const members = { ...Object.fromEntries(own), ...Object.getOwnPropertyDescriptors(calls) }
  return Object.freeze(Object.create(Object.getPrototypeOf(object), members)) as SharedHandle<T> & P
}
