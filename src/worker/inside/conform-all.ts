import { textOf } from '../../cli/paths/file.ts'
import { conformed } from '../../conform/conform.ts'
import type { SequenceResult } from '../../conform/conformance.ts'
import { readRecording } from '../../conform/file/read-recording.ts'
import type { Sequence } from '../../conform/recording/recording.ts'
import type { ConformOrder } from '../messages.ts'
import type { Work } from './work.ts'

/** Each sequence of each file, until the end is wanted. What is wrong with one file costs the others nothing. */
export async function conformAll({ files }: ConformOrder, work: Work): Promise<void> {
  for (const file of files) {
    try {
      conformFile(file, work)
    } catch (error) {
      work.say({ is: 'failed files', failures: [work.failure(error)] })
    }
    if (work.board.isEndWanted) return
  }
}

function conformFile(file: string, work: Work): void {
  work.say({ is: 'loading', file })
  const { title, sequences } = readRecording(file, textOf(file, 'a JSON file of recorded runs'))
  work.say({ is: 'recording', file, title, count: sequences.length })
  for (const one of sequences) {
    const sequence = compared(one, work)
    if (sequence === undefined) return
    work.say({ is: 'compared', sequence })
  }
}

/** Nothing where the end is wanted first. */
function compared(sequence: Sequence, { board }: Work): SequenceResult | undefined {
  const task = conformed(sequence)
  while (!board.isEndWanted) {
    const slice = task.next()
    if (slice.done === true) return slice.value
  }
  return undefined
}
