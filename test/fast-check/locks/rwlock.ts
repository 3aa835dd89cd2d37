import { waitUntil, withMember, withoutMember } from 'lockproof'
import { type RwlockLock, rwlock } from '#locks'

export type RwlockBug =
  | 'readers beside a writer'
  | 'writer beside readers'
  | 'try beside readers'
  | 'downgrade forgets to count'
  | 'upgrade beside readers'
  | 'last reader stays'

export const brokenRwlock: Readonly<Record<RwlockBug, RwlockLock>> = {
  'readers beside a writer': rwlock({
    read(state, me) {
      state.readers = withMember(state.readers, me)
    },
  }),
  'writer beside readers': rwlock({
    write(state, me) {
      waitUntil(state.writer === null)
      state.writer = me
    },
  }),
  'try beside readers': rwlock({
    tryWrite(state, me) {
      if (state.writer !== null) return false
      state.writer = me
      return true
    },
  }),
  'downgrade forgets to count': rwlock({
    downgrade(state) {
      state.writer = null
    },
  }),
  'upgrade beside readers': rwlock({
    tryUpgrade(state, me) {
      if (state.writer !== null) return false
      state.writer = me
      return true
    },
  }),
  'last reader stays': rwlock({
    readUnlock(state, me) {
      if (state.readers.length > 1) state.readers = withoutMember(state.readers, me)
    },
  }),
}
