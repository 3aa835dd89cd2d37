/**
 * Describes a system: twice, since a description that is not the same twice (it counts, or asks something that changes) describes no one design.
 */
import { InternalError } from '../../errors/internal-error.ts'
import { ModelError } from '../../errors/model-error.ts'
import { thrownText } from '../../errors/thrown.ts'
import { UsageError } from '../../errors/usage-error.ts'
import type { ObjectDeclaration, PredicateDeclaration, RegionDeclaration } from '../protocol/declarations.ts'
import type { Design } from '../protocol/design.ts'
import { siteIn, withoutSites } from '../protocol/site.ts'
import type { LivenessDeclaration } from '../protocol/waiting.ts'
import { show } from '../values/encode.ts'
import { isProtected } from '../values/protections.ts'
import { call } from './call.ts'
import type { UserFunction } from './inspect.ts'
import { withPlace } from './mistakes.ts'

export type Described = { readonly name: string; readonly source: UserFunction; readonly site: string | undefined }

/**
 * `collect` calls the description and gives what it declares. @throws ModelError M011 where the description throws, M004 where it is not the same twice.
 */
export function described({ name, source, site }: Described, collect: () => Design): Design {
  const once = (): Design => {
    try {
      return call({ source, role: 'description', name, site }, { kind: 'description' }, collect)
    } catch (error) {
      throw asModelError(name, error)
    }
  }
  const first = once()
  if (!isProtected('descriptions are run twice')) return first
  const again = withoutSites(once)
  const [expected, seen] = [partsOf(first), partsOf(again)]
  const at = expected.findIndex((part, i) => part !== seen[i])
  if (at === -1 && expected.length === seen.length) return { ...first, again }
  const [was = 'nothing more', is = 'nothing more'] =
    at === -1 ? [undefined, seen[expected.length]] : [expected[at], seen[at]]
  throw new ModelError(
    'M004',
    `${name} is not described the same twice: first ${was}, then ${is}. A description may depend only on its parameters.`,
    { expected: was, seen: is, fix: 'Make what it depends on a parameter: system(name, { N: 3 }, …).' },
  )
}

/** What a design declares, one text a part. */
function partsOf(design: Design): readonly string[] {
  return [
    ...design.objects.map(objectText),
    ...design.regions.map(({ name }) => `region ${name}`),
    ...design.threads.map(
      ({ name, key, family, source }) => `thread ${name} ${show(key)} of family ${family}: ${source}`,
    ),
    ...design.properties.map(
      ({ kind, name, observes }) =>
        `${kind} '${name}' of ${observes.map(({ name: of }: ObjectDeclaration | RegionDeclaration) => of).join(', ')}`,
    ),
    ...design.rests.map(
      ({ region, condition }) =>
        `a thread may rest in ${region.name}${condition === undefined ? '' : restText(condition)}`,
    ),
    ...design.liveness.map(livenessText),
    `fairness ${design.fairness.threads}, towards ${design.fairness.actions.map(({ label }) => label).join(', ')}, except ${show(design.fairness.except)}`,
    `a deadlock ${design.isDeadlockAllowed ? 'allowed' : 'not allowed'}`,
    `expected: ${JSON.stringify([design.expectation, design.expectedOver])}`,
  ]
}

/** All of it but its place. */
function livenessText({ site: _, ...declared }: LivenessDeclaration): string {
  const parts = Object.entries(declared).map(([word, part]) => `${word} ${namesIn(part).join(', ')}`)
  return parts.join('; ')
}

function namesIn(
  part: string | number | { readonly name: string } | readonly { readonly name: string }[],
): readonly string[] {
  if (typeof part !== 'object') return [String(part)]
  return [part].flat().map(({ name }) => name)
}

function restText({ observes }: PredicateDeclaration): string {
  return ` by ${observes.map(({ name }: ObjectDeclaration | RegionDeclaration) => name).join(', ')}`
}

function objectText({ name, row, initial, domain, isGhost }: ObjectDeclaration): string {
  const at = row === undefined ? '' : `, of ${row.name} at ${show(row.key)}`
  return `${isGhost ? 'ghost' : 'object'} ${name}${at}: ${show(initial)}${domain === undefined ? '' : ` of ${show(domain)}`}`
}

function asModelError(name: string, error: unknown): Error {
  if (error instanceof ModelError && error.code === 'M014' && error.cause instanceof Error)
    return wentWrong(name, error.cause)
  if (error instanceof ModelError) return error.code === 'M005' ? withPlace(error) : error // thrown where the value was given
  if (error instanceof UsageError || error instanceof InternalError) return error
  return wentWrong(name, error)
}

function wentWrong(name: string, error: unknown): ModelError {
  const text = thrownText(error)
  const site = siteIn(error)
  return new ModelError(
    'M011',
    `${name} went wrong while it was described: ${text}${site === undefined ? '' : ` (${site})`}. Expected a description that only declares.`,
    { seen: text, site },
  )
}
