import pc from 'picocolors'
import type { Style } from '../../report/text/style.ts'

/** Of a terminal. */
export const colours: Style = pc.createColors(true)
