import type { Trace } from '../../verdict/trace.ts'
import { briefValue } from './change-text.ts'
import type { Page } from './style.ts'
import { wrap } from './wrap.ts'

/** The values at the start, those of ghosts in parentheses: `flag[0]: 'down', turn: 0`. */
export function initialLines({ initial }: Trace, page: Page): string[] {
  const texts = initial.map(({ object, value, isGhost }) => {
    const text = `${object}: ${briefValue(value, 240)}`
    return isGhost ? `(${text})` : text
  })
  return wrap(`  at first  ${texts.join(', ')}`, page.width, 12)
}
