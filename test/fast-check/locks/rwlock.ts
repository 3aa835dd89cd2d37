import { object, type ThreadId, waitUntil, withMember, withoutMember } from 'lockproof'
import { type Lock, lock } from 'lockproof/fast-check'

export type RwlockBug =
  | 'readers beside a writer'
  | 'writer beside readers'
  | 'try beside readers'
  | 'downgrade forgets to count'
  | 'upgrade beside readers'
  | 'last reader stays'

type Value = { readonly writer: ThreadId | null; readonly readers: readonly ThreadId[] }
export type RwlockCall = 'read' | 'readUnlock' | 'write' | 'writeUnlock' | 'tryWrite' | 'downgrade' | 'tryUpgrade'

/** Readers or one writer; a writer may become a reader, the only reader a writer. Every call is one step. */
export const rwlock = (bug?: RwlockBug): Lock<RwlockCall, 'reading' | 'writing'> =>
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
      const initial: Value = { writer: null, readers: [] }
      const { state } = shared({
        state: object<Value>(initial)({
          read(d, me: ThreadId) {
            waitUntil(d.writer === null || bug === 'readers beside a writer')
            d.readers = withMember(d.readers, me)
          },
          readUnlock(d, me: ThreadId) {
            if (bug !== 'last reader stays' || d.readers.length > 1) d.readers = withoutMember(d.readers, me)
          },
          write(d, me: ThreadId) {
            waitUntil(d.writer === null && (d.readers.length === 0 || bug === 'writer beside readers'))
            d.writer = me
          },
          writeUnlock(d) {
            d.writer = null
          },
          tryWrite(d, me: ThreadId) {
            if (d.writer !== null || (d.readers.length > 0 && bug !== 'try beside readers')) return false
            d.writer = me
            return true
          },
          downgrade(d, me: ThreadId) {
            d.writer = null
            if (bug !== 'downgrade forgets to count') d.readers = withMember(d.readers, me)
          },
          tryUpgrade(d, me: ThreadId) {
            if (d.writer !== null || (d.readers.length > 1 && bug !== 'upgrade beside readers')) return false
            d.writer = me
            return true
          },
        }),
      })
      return {
        read: (me) => state.read(me),
        readUnlock: (me) => state.readUnlock(me),
        write: (me) => state.write(me),
        writeUnlock: () => state.writeUnlock(),
        tryWrite: (me) => state.tryWrite(me),
        downgrade: (me) => state.downgrade(me),
        tryUpgrade: (me) => state.tryUpgrade(me),
      }
    },
  })
