import { type Draft, object, type ThreadId, waitUntil, withMember, withoutMember } from '../../language/index.ts'
import { type Lock, lock } from '../lock.ts'

export type Rwlock = { readonly writer: ThreadId | null; readonly readers: readonly ThreadId[] }

type Recipe<Answer> = (state: Draft<Rwlock>, me: ThreadId) => Answer

export type RwlockRecipes = {
  readonly read: Recipe<void>
  readonly readUnlock: Recipe<void>
  readonly write: Recipe<void>
  readonly writeUnlock: Recipe<void>
  readonly tryWrite: Recipe<boolean>
  readonly downgrade: Recipe<void>
  readonly tryUpgrade: Recipe<boolean>
}

export type RwlockLock = Lock<keyof RwlockRecipes, 'reading' | 'writing'>

/** Readers or one writer; a writer may become a reader, the only reader a writer. Every call is one step. */
export const rwlock = (instead: Partial<RwlockRecipes> = {}): RwlockLock =>
  lock({
    name: 'rwlock',
    sections: { reading: { excludes: ['writing'] }, writing: { excludes: ['writing'] } },
    calls: {
      read: { opens: 'reading' },
      readUnlock: { closes: 'reading' },
      write: { opens: 'writing' },
      writeUnlock: { closes: 'writing' },
      tryWrite: { opens: 'writing' },
      downgrade: { closes: 'writing', opens: 'reading' },
      tryUpgrade: { opens: 'writing', needs: 'reading' },
    },
    describe({ shared }) {
      const { state } = shared({ state: object(unheld)({ ...recipes, ...instead }) })
      return {
        read: (me) => state.read(me),
        readUnlock: (me) => state.readUnlock(me),
        write: (me) => state.write(me),
        writeUnlock: (me) => state.writeUnlock(me),
        tryWrite: (me) => state.tryWrite(me),
        downgrade: (me) => state.downgrade(me),
        tryUpgrade: (me) => state.tryUpgrade(me),
      }
    },
  })

const unheld: Rwlock = { writer: null, readers: [] }

const recipes: RwlockRecipes = {
  read(state, me) {
    waitUntil(state.writer === null)
    state.readers = withMember(state.readers, me)
  },
  readUnlock(state, me) {
    state.readers = withoutMember(state.readers, me)
  },
  write(state, me) {
    waitUntil(state.writer === null && state.readers.length === 0)
    state.writer = me
  },
  writeUnlock(state) {
    state.writer = null
  },
  tryWrite(state, me) {
    if (state.writer !== null || state.readers.length > 0) return false
    state.writer = me
    return true
  },
  downgrade(state, me) {
    state.writer = null
    state.readers = withMember(state.readers, me)
  },
  tryUpgrade(state, me) {
    if (state.writer !== null || state.readers.length > 1) return false
    state.writer = me
    return true
  },
}
