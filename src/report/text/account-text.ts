import type { ThreadAccount, Trace } from '../../verdict/trace.ts'
import { placeIn } from '../../verdict/wait-place.ts'
import { columns } from './columns.ts'
import { counted } from './quantity.ts'
import type { Page } from './style.ts'

/** Of a run without end: what each thread does on its cycle. */
export function accountLines({ account = [], steps, cycleStart = 0 }: Trace, page: Page): string[] {
  const { style, width, showsAll = false } = page
  const rows = account.map(({ waitsIn, ...one }) => [
    one.thread,
    does({ ...one, ...(waitsIn && !showsAll && { waitsIn }) }, steps.length - cycleStart),
  ])
  return columns([{ mark: style.bold }, { gives: 1 }], rows, width - 2).map((line) => `  ${line}`)
}

/** `takes 3 of 4 steps`. */
export function does({ role, steps, waitsAt = [], waitsIn, couldStepAfter = [] }: ThreadAccount, all: number): string {
  const at = placeIn(waitsAt, waitsIn)
  switch (role) {
    case 'steps':
      return steps === all
        ? `takes ${all === 1 ? 'the only step' : `all ${counted(steps, 'step')}`}`
        : `takes ${steps} of ${counted(all, 'step')}`
    case 'spins':
      return `takes ${steps} of ${counted(all, 'step')}: spins`
    case 'neglected':
      return 'never steps, and could all along: only without fairness to it'
    case 'blocked in between':
      return `never steps: waits${at}; it could after ${couldStepAfter.length === 1 ? 'step' : 'steps'} ${couldStepAfter.join(', ')}`
    case 'blocked':
      return `waits${at} all along`
    case 'rests':
      return `rests${at}`
    case 'finished':
      return 'has ended'
  }
}
