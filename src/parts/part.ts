import type { SharedHandle } from '../model/language/index.ts'

/**
 * What a part is: a shared object, to be named by `shared` and read by properties, with the procs and operations that its clients call. The recipes that
 * these perform stay out of its type, and in traces.
 */
export function part<T, P extends object>(object: SharedHandle<T>, calls: P): SharedHandle<T> & P {
  // defined, not assigned: the object, which stands behind it, is frozen
  return Object.freeze(Object.create(object, Object.getOwnPropertyDescriptors(calls))) as SharedHandle<T> & P
}
