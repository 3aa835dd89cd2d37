import { read } from './read.ts'
import { ACQUIRED, CURRENT, tripleOf } from './shape.ts'
import { messageOf, raise, type Work } from './state.ts'
import { write } from './write.ts'

/** An update that reads what was written last, and acquires and releases; nobody ever meets what was there before. */
export function synchronize(work: Work, thread: number, cell: number): void {
  const { shape, words } = work
  const last = (words[cell] as number) - 1
  const after = read(work, thread, cell, last, messageOf(shape, words, cell, last), 'acq_rel')
  write(work, last + 1, { thread, cell, value: 0, order: 'acq_rel', after })
  for (let other = 0; other < shape.threads; other++)
    for (const which of [CURRENT, ACQUIRED]) raise(words, tripleOf(shape, other, which) + cell, last + 1)
}
