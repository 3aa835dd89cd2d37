import { expectedText } from '../check/verdict-of.ts'
import { ModelError } from '../errors/model-error.ts'
import type { System } from '../model/language/system.ts'
import { type Listed, listText } from '../report/list-text.ts'
import { choose } from './chosen.ts'
import { ExitCode } from './exit-code.ts'
import { pageFor, print } from './terminal.ts'

export async function listCommand(files: readonly string[]): Promise<ExitCode> {
  const page = pageFor(process.stdout)
  for (const [i, file] of files.entries()) {
    const listed = (await choose([file], [])).chosen.map(({ entry, system }): Listed => {
      const { name, exportName } = entry
      return { system: name, exportName, parameters: system.parameters, expected: expectedOf(system) }
    })
    await print(`${i === 0 ? '' : '\n'}${listText(file, listed, page)}`)
  }
  return ExitCode.asExpected
}

/** A wrong design is listed all the same: its message comes when it is checked. */
function expectedOf(system: System): string {
  try {
    return expectedText(system.build().expectation)
  } catch (error) {
    if (error instanceof ModelError) return `error ${error.code}`
    throw error
  }
}
