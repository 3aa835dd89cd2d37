/** JUnit XML, as Jenkins, GitLab and GitHub's actions read it: a suite for each file, a case for each system. */
import junit, { type Builder, type TestSuite } from 'junit-report-builder'
import type { Reported, ReportedRun } from '../reported.ts'
import { lineOf, nameOf, outcomeOf, printableRun, reasonOf } from './found.ts'

/** The package is one of CommonJS whose types are those of its other build: what Node gives is the builder. */
const builder = junit as unknown as Builder

export function junitReport(run: ReportedRun): string {
  const { systems, errors } = printableRun(run)
  const report = builder.newBuilder()
  for (const file of new Set(systems.map((one) => one.file))) {
    const suite = report.testSuite().name(file)
    for (const one of systems) if (one.file === file) addCase(suite, one)
  }
  if (errors.length > 0) {
    const suite = report.testSuite().name('files')
    for (const { code, message, site } of errors)
      suite
        .testCase()
        .className('files')
        .name(site?.file ?? code)
        .error(message, code)
  }
  return report.build()
}

function addCase(suite: TestSuite, one: Reported): void {
  const { file, exportName, verdict, error, text } = one
  const test = suite.testCase().className(`${file} ${exportName}`).name(nameOf(one)).file(file)
  if (verdict?.elapsedMs !== undefined) test.time(verdict.elapsedMs / 1000)
  switch (outcomeOf(one)) {
    case 'passed':
      test.standardOutput(characterData(text))
      break
    case 'failed':
      test.failure(shortOf(one), verdict?.violation?.kind ?? 'verdict')
      test.standardOutput(characterData(text))
      break
    case 'incomplete':
      test.error(lineOf(one), 'incomplete', characterData(text))
      break
    case 'error':
      test.error(error?.message ?? 'not checked', error?.code ?? 'incomplete')
  }
}

/** The package writes it between `<![CDATA[` and `]]>` as it is: where the text has the end of that, another begins. */
function characterData(text: string): string {
  return text.replaceAll(']]>', ']]]]><![CDATA[>')
}

/** What was found, and why. */
function shortOf(one: Reported): string {
  const reason = reasonOf(one)
  const expected = one.verdict?.expected.verdict ?? ''
  return `${lineOf(one)}${reason === undefined ? '' : `: ${reason}`} (expected: ${expected})`
}
