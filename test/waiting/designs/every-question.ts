import {
  type Cell,
  cell,
  counter,
  forever,
  type Region,
  repeatUntil,
  type System,
  step,
  system,
  type Tools,
} from 'lockproof'

type Its = Record<'trying' | 'critical' | 'passing', Region> & { readonly flag: Cell<'down' | 'up' | 'gone'> }
type Ask = (tools: Tools, its: Its) => void

export type FarAway = {
  /** How far C counts before it does something about the flag. */
  readonly far: number
  /** Whether it takes it away for ever; else it raises it. */
  readonly isLost: boolean
  /** Nobody passes by. */
  readonly isAlone?: boolean
}

/** W waits for a flag; C raises it when it has counted far, or takes it away; P passes by again and again. */
export const farAway = (ask: Ask, { far, isLost, isAlone = false }: FarAway): System =>
  system('far away', (tools) => {
    const { shared, regions, thread } = tools
    const { flag, n } = shared({ flag: cell(['down', 'up', 'gone']), n: counter({ upTo: far }) })
    const its = regions('trying', 'critical', 'passing')
    thread('W', function* () {
      yield* its.trying(() => flag.waitFor('up'))
      yield* its.critical(() => flag.store('down'))
    })
    thread('C', function* () {
      yield* repeatUntil(function* () {
        return (yield* n.fetchAdd(1)) === far - 1
      })
      yield* flag.store(isLost ? 'gone' : 'up')
    })
    if (!isAlone)
      thread('P', () =>
        forever(function* () {
          yield* its.passing()
          yield* step('out')
        }),
      )
    ask(tools, { ...its, flag })
  })

/** By the kind of its answer; each is violated where the flag is lost, the last two in any case. */
export const everyQuestion = {
  'nobody stuck': () => {},
  'starvation freedom': (tools, { trying, critical }) => tools.starvationFree(trying, critical),
  progress: (tools, { trying, critical }) => tools.progress(trying, critical),
  'leads to': (tools, { trying, critical }) =>
    tools.leadsTo(
      'it comes',
      [trying, critical],
      (ids) => ids.length > 0,
      (_, ids) => ids.length > 0,
    ),
  'infinitely often': (tools, { flag }) => tools.infinitelyOften('it is there', [flag], (it) => it !== 'gone'),
  eventually: (tools, { flag }) => tools.eventually('it comes up', [flag], (it) => it === 'up'),
  ltl: (tools) => tools.ltl('F critical.W'),
  'bounded bypass': (tools, { trying, passing }) => tools.boundedBypass(trying, passing, 2),
  'first come, first served': (tools, { trying, passing }) => tools.firstComeFirstServed(trying, trying, passing),
} satisfies Readonly<Record<string, Ask>> as Readonly<Record<string, Ask>>

export const violatedAnyway: readonly string[] = ['bounded bypass', 'first come, first served']
