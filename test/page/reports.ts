import { upgradeTwoReaders } from '../../examples/eresource/upgrades.ts'
import { flagLock } from '../../examples/flag.ts'
import { shown } from '../../src/check/shown.ts'
import { htmlReport } from '../../src/report/html/html-report.ts'
import type { Reported, ReportedRun } from '../../src/report/reported.ts'
import { nastyRun } from '../report/formats/nasty.ts'
import { runOf, six } from '../report/formats/six.ts'
import { oneCondition } from './queue.ts'
import { relay } from './relay.ts'

const long = { timeMs: 60_000 }

/** The six results, with what only a page shows. */
const sixShown: ReportedRun = {
  ...six,
  systems: six.systems.map((one) => {
    const system = one.exportName === 'flagLock' ? flagLock() : upgradeTwoReaders.system
    const isOfIt = one.exportName === 'flagLock' || one.exportName === 'upgradeTwoReaders'
    return isOfIt && one.verdict !== undefined ? { ...one, verdict: shown(system, one.verdict, long) } : one
  }),
}

/** Of the six results one. */
export async function reportOf(exportName: string): Promise<string> {
  return htmlReport({ ...sixShown, systems: sixShown.systems.filter((one) => one.exportName === exportName) })
}

export const queueReport = async (): Promise<string> =>
  htmlReport(runOf([['test/page/queue.ts', 'oneCondition', oneCondition]]))

/** Of so many turns of four steps, less two. */
export const relayReport = async (turns: number): Promise<string> =>
  htmlReport(runOf([['test/page/relay.ts', 'relay', relay(turns)]]))

export const indexReport = async (): Promise<string> => htmlReport(sixShown)

export const nastyReport = async (): Promise<string> => htmlReport(nastyRun)

/** Of one system with three values of its parameter. */
export const sweepReport = async (): Promise<string> => {
  const run = runOf([2, 3, 4].map((N) => ['examples/flag.ts', 'flagLock', flagLock({ N })] as const))
  const grown = (one: Reported, growth: number): Reported =>
    one.verdict === undefined ? one : { ...one, verdict: { ...one.verdict, growth } }
  return htmlReport({ ...run, systems: run.systems.map((one, n) => (n === 0 ? one : grown(one, 2.5))) })
}
