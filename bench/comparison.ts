import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Row } from './expected.ts'
import { countOption, selectRows, WrongOption } from './selection.ts'
import { cli } from './whole-command.ts'

/** What a comparison with other checkers is asked for. */
export type Comparison = {
  readonly modelsDir: string
  readonly rows: readonly Row[]
  readonly runs: number
  readonly cpu: string
}

/** The options of the command line; `undefined`: help was asked for, and printed. @throws WrongOption */
export function comparisonOptions(usage: string): Comparison | undefined {
  const { values } = parseArgs({
    options: {
      'models-dir': { type: 'string' },
      sizes: { type: 'string', default: 'm' },
      models: { type: 'string' },
      runs: { type: 'string', default: '5' },
      cpu: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(usage)
    return undefined
  }
  const modelsDir = values['models-dir']
  if (modelsDir === undefined || !existsSync(modelsDir))
    throw new WrongOption(
      `--models-dir ${modelsDir ?? ''}: expected a folder of models in the other checkers' languages.`,
    )
  if (!existsSync(cli)) throw new WrongOption(`${cli} is missing: run npm run build first.`)
  const runs = countOption('--runs', values.runs)
  return { modelsDir, rows: selectRows(values.sizes, values.models), runs, cpu: values.cpu }
}
