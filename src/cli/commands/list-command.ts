import { expectedText } from '../../check/verdict-of.ts'
import { ModelError } from '../../errors/model-error.ts'
import { UsageError } from '../../errors/usage-error.ts'
import type { System } from '../../model/language/system.ts'
import { type Listed, listText } from '../../report/text/list-text.ts'
import { withoutSystems } from '../chosen/catalogue.ts'
import { type Chosen, choose, printableParameters } from '../chosen/chosen.ts'
import { loadFiles } from '../files/load-files.ts'
import { ExitCode } from '../terminal/exit-code.ts'
import { failureOf } from '../terminal/failure.ts'
import { pageFor, print } from '../terminal/terminal.ts'

export async function listCommand(files: readonly string[]): Promise<ExitCode> {
  const page = pageFor(process.stdout)
  const { loaded, errors } = await loadFiles(files)
  const failures = errors.map((error) => failureOf(error, pageFor(process.stderr)))
  for (const { text } of failures) await print(text, process.stderr)
  const worst = failures.reduce<ExitCode>(
    (code, { exitCode }) => (exitCode > code ? exitCode : code),
    ExitCode.asExpected,
  )
  if (loaded.length === 0) return worst
  const { without } = choose(loaded, [], [])
  const texts = loaded
    .filter((file) => withoutSystems([file]) === '')
    .map((file) => listText(file.file, choose([file], [], []).chosen.map(listedOf), page))
  await print([...texts, ...(without === '' ? [] : [without])].join('\n'))
  return worst
}

function listedOf(one: Chosen): Listed {
  const { name, exportName } = one.entry
  return { system: name, exportName, parameters: printableParameters(one), expected: expectedOf(one.system) }
}

/** A wrong design is listed all the same: its message comes when it is checked. */
function expectedOf(system: System): string {
  try {
    return expectedText(system.build().expectation)
  } catch (error) {
    return error instanceof ModelError || error instanceof UsageError ? `error ${error.code}` : 'internal error'
  }
}
