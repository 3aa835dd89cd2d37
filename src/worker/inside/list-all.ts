import { withoutSystems } from '../../catalogue/catalogue.ts'
import { expectedText } from '../../check/verdict-of.ts'
import { type Chosen, choose, printableParameters } from '../../cli/chosen/chosen.ts'
import { ModelError } from '../../errors/model-error.ts'
import { UsageError } from '../../errors/usage-error.ts'
import type { System } from '../../model/language/system.ts'
import type { Listed } from '../../report/text/list-text.ts'
import type { ListOrder } from '../messages.ts'
import { loadedFiles } from './loaded.ts'
import { turn } from './turn.ts'
import type { Work } from './work.ts'

const all = { systems: [], params: [] }

export async function listAll({ files }: ListOrder, work: Work): Promise<void> {
  const loaded = await loadedFiles(files, work)
  if (loaded.length === 0) return
  await turn()
  const { without } = choose(loaded, all)
  for (const file of loaded) {
    if (withoutSystems([file]) !== '') continue
    const systems = choose([file], all).chosen.map(listedOf)
    work.say({ is: 'listed', file: file.file, systems })
  }
  if (without !== '') work.say({ is: 'without systems', without })
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
