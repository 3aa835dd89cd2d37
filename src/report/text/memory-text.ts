/** What memory did in a step that the step itself does not say: what it did not see, and what it stands before. */
import { existing } from '../../errors/at.ts'
import { fileName } from '../../verdict/site.ts'
import type { MemoryMove, MemoryWrite, TraceStep } from '../../verdict/trace.ts'
import { briefValue } from './change-text.ts'

export function memoryTexts({ thread, moves }: TraceStep): readonly string[] {
  return moves.flatMap(({ access }) =>
    access === undefined ? [] : [...unseenText(access, thread), ...precedesText(access)],
  )
}

/** `reads 0, though step 4 (T1, lock.ts:12) wrote 1: not visible to T0 yet`; of several writes the last. */
function unseenText({ reads, unseen = [] }: MemoryMove, thread: string): readonly string[] {
  const last = unseen.at(-1)
  if (reads === undefined || last === undefined) return []
  const before = unseen.length > 1 ? `${unseen.length} more were written, the last, ${valueText(last)}, in ` : ''
  const what = before === '' ? `${whenText(last)} wrote ${valueText(last)}` : `${before}${whenText(last)}`
  const why = last.isBuffered === true ? `still in the buffer of ${last.thread}` : `not visible to ${thread} yet`
  return [`reads ${briefValue(reads, widthOfValue)}, though ${what}: ${why}`]
}

/** `comes before step 3 (T0, lock.ts:39), which wrote 1, in the order of turn`; others may come behind that. */
function precedesText({ cell, precedes: [next] = [] }: MemoryMove): readonly string[] {
  if (next === undefined) return []
  return [`comes before ${whenText(next)}, which wrote ${valueText(next)}, in the order of ${existing(cell, 'a cell')}`]
}

/** Of a store buffer. */
export function visibleText({ cell, makesVisible }: MemoryMove): string | undefined {
  if (makesVisible === undefined) return undefined
  return `${existing(cell, 'a cell')} = ${valueText(makesVisible)} of step ${makesVisible.step} becomes visible`
}

const widthOfValue = 32

function valueText({ value }: MemoryWrite): string {
  return briefValue(value, widthOfValue)
}

function whenText({ step, thread, site }: MemoryWrite): string {
  const place = site === undefined ? '' : `, ${fileName(site.file)}:${site.line}`
  return `step ${step} (${thread}${place})`
}
