import { ModelError } from '../errors/model-error.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { System } from '../model/language/system.ts'
import type { Design } from '../model/protocol/design.ts'
import { siteIn } from '../model/protocol/site.ts'

/** The design of a system; whatever its description throws is the design's fault. @throws ModelError */
export function designOf(system: System): Design {
  try {
    return system.build()
  } catch (error) {
    if (error instanceof ModelError || error instanceof UsageError) throw error
    const [text, site] =
      error instanceof Error ? [`${error.name}: ${error.message}`, siteIn(error.stack)] : [String(error), undefined]
    throw new ModelError(
      'M011',
      `${system.name} went wrong while it was described: ${text}${site === undefined ? '' : ` (${site})`}. Expected a description that only declares.`,
      { seen: text, site },
    )
  }
}
