/** The memory of table, semaphore and event, where a design is to see that it is freed. */
import { type Heap, heap, type Steps, step, type Tools } from '../../language/index.ts'

/** Of a block. */
export type Address = string

/** What nobody has allocated, and nobody frees. */
export const fromTheStart: Address = 'from the start'

/** What is allocated. */
export type Block = { readonly holds: 'table' | 'semaphore' | 'event' }

export type Memory = {
  /** A step of its own: nobody allocates under a spin lock. */
  allocate(holds: Block['holds']): Steps<Address>
  /** A step of its own. */
  free(at: Address | null): Steps
  /** Fails where the block was freed: part of whatever touches it. */
  touch(at: Address | null): Steps
}

/** Where whatever is allocated stays: nothing that is freed is told from what is not. */
export const unlimited: Memory = {
  *allocate(holds) {
    yield* step(`allocate ${holds}`)
    return 'allocated'
  },
  *free() {},
  *touch() {},
}

/** So many blocks at once. Addresses come again, as those of a pool do. */
export function pool({ shared }: Pick<Tools, 'shared'>, name: string, upTo: number): Memory {
  const blocks = shared({ [name]: heap<Block>({ upTo }) })[name] as Heap<Block> // just named
  const isFromPool = (at: Address | null): at is Address => at !== null && at !== fromTheStart
  return {
    *allocate(holds) {
      return yield* blocks.allocate({ holds })
    },
    *free(at) {
      if (isFromPool(at)) yield* blocks.free(at)
    },
    *touch(at) {
      if (isFromPool(at)) yield* blocks.load(at, 'holds')
    },
  }
}
