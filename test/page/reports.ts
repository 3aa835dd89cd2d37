import { htmlReport } from '../../src/report/html/html-report.ts'
import { nastyRun } from '../report/formats/nasty.ts'
import { runOf, six } from '../report/formats/six.ts'
import { oneCondition } from './queue.ts'
import { relay } from './relay.ts'

/** Of the six results one. */
export async function reportOf(exportName: string): Promise<string> {
  return htmlReport({ ...six, systems: six.systems.filter((one) => one.exportName === exportName) })
}

export const queueReport = async (): Promise<string> =>
  htmlReport(runOf([['test/page/queue.ts', 'oneCondition', oneCondition]]))

/** Of so many turns of four steps, less two. */
export const relayReport = async (turns: number): Promise<string> =>
  htmlReport(runOf([['test/page/relay.ts', 'relay', relay(turns)]]))

export const indexReport = async (): Promise<string> => htmlReport(six)

export const nastyReport = async (): Promise<string> => htmlReport(nastyRun)
