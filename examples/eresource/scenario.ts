import { type ExpectedVerdict, type System, system, type Tools } from 'lockproof'
import { alwaysSafe, type Eresource } from 'lockproof/eresource'

type Expected = Exclude<ExpectedVerdict, 'verified'>

/** Describes a mistake of a driver, or the same code with the mistake repaired. */
type Describe = (tools: Tools, isFixed: boolean) => void

/** A mistake that drivers make with ERESOURCE, and its repair. */
export type Scenario = {
  readonly id: string
  readonly name: string
  /** Why it goes wrong, in one sentence. */
  readonly cause: string
  readonly fix: string
  readonly system: System
  /** The twin without the mistake; none where there is no mistake. */
  readonly fixed: System | null
  /** The same mistake seen in other ways. */
  readonly also: readonly System[]
}

type Story = {
  readonly id: string
  readonly name: string
  readonly cause: string
  readonly fix: string
  readonly verdict: Expected
  readonly also?: readonly System[]
}

/** A scenario with a counterexample; its twin must verify. */
export function scenario({ id, name, cause, fix, verdict, also = [] }: Story, describe: Describe): Scenario {
  return {
    id,
    name,
    cause,
    fix,
    system: expecting(`${id} ${name}`, verdict, (tools) => describe(tools, false)),
    fixed: twin(id, describe),
    also,
  }
}

/** What looks like a mistake and is none. */
export function correctScenario(story: Omit<Story, 'verdict' | 'fix'>, describe: (tools: Tools) => void): Scenario {
  const { id, name, cause, also = [] } = story
  return {
    id,
    name,
    cause,
    fix: 'nothing to repair',
    system: system(`${id} ${name}`, describe),
    fixed: null,
    also,
  }
}

/**
 * The repaired code keeps S1 to S6 and S13 for every resource that it shares, and when its threads have ended nobody owns (S16). That is added
 * here: the resources are those that it shares, and a thread has ended when it has left the region around its body.
 */
function twin(id: string, describe: Describe): System {
  return system(`${id} fixed`, (tools) => {
    const resources: Record<string, Eresource> = {}
    const { running } = tools.regions('running')
    const watched: Tools = {
      ...tools,
      shared: (data) => {
        for (const [name, item] of Object.entries(data)) if (isResource(item)) resources[name] = item
        return tools.shared(data)
      },
      thread: (name, body) => tools.thread(name, () => running(body)),
      threads: (ids, body) => tools.threads(ids, (me) => running(() => body(me))),
    }
    describe(watched, true)
    alwaysSafe(tools, resources)
    for (const [name, R] of Object.entries(resources)) {
      tools.always(
        `S16 nobody owns ${name} at the end`,
        [R, running],
        (r, inside) => inside.length > 0 || r.activeEntries === 0,
      )
    }
  })
}

function isResource(item: object): item is Eresource {
  return 'ExInitializeResourceLite' in item
}

/** A system that must end with this verdict. */
export function expecting(name: string, verdict: Expected, describe: (tools: Tools) => void): System {
  return system(name, (tools) => {
    describe(tools)
    tools.expectVerdict(verdict)
  })
}
