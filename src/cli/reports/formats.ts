import type { Reported, ReportFormat } from '../../report/reported.ts'
import type { Trace } from '../../verdict/trace.ts'
import type { Violation } from '../../verdict/verdict.ts'

/** A format of one run: of each counterexample there is a file. */
export type TraceFormat = (one: Reported, violation: Violation, trace: Trace) => string

/** Loaded when it is asked for. */
type Loaded =
  | { readonly of: 'all'; readonly load: () => Promise<ReportFormat> }
  | { readonly of: 'run'; readonly load: () => Promise<TraceFormat> }

/** What `--report` can write, by its word. */
export const formats: ReadonlyMap<string, Loaded> = new Map<string, Loaded>([
  ['json', { of: 'all', load: async () => (await import('../../report/formats/json.ts')).jsonReport }],
  ['junit', { of: 'all', load: async () => (await import('../../report/formats/junit.ts')).junitReport }],
  ['sarif', { of: 'all', load: async () => (await import('../../report/formats/sarif.ts')).sarifReport }],
  ['markdown', { of: 'all', load: async () => (await import('../../report/formats/markdown.ts')).markdownReport }],
  ['html', { of: 'all', load: async () => (await import('../../report/html/html-report.ts')).htmlReport }],
  ['mermaid', { of: 'run', load: async () => (await import('../../report/formats/mermaid.ts')).mermaidReport }],
  ['itf', { of: 'run', load: async () => (await import('../../report/formats/itf.ts')).itfTrace }],
])
