/** What may make a verdict empty, or could not be told. */
import { type Site, siteText } from './site.ts'
import { nativeOf, type Value } from './value.ts'

export type WarningOf =
  | { readonly kind: 'region never entered'; readonly region: string }
  | { readonly kind: 'never waits'; readonly operation: string }
  | { readonly kind: 'always answers'; readonly operation: string; readonly answer: Value }
  | { readonly kind: 'no effect'; readonly operation: string }
  | {
      readonly kind: 'dead answer'
      readonly thread: string
      readonly found: number
      readonly kept: number
      readonly why: string
    }
  | { readonly kind: 'loop without rounds'; readonly site: Site }
  | { readonly kind: 'not explained'; readonly why: string }

/** With its sentence. */
export type Warning = WarningOf & { readonly text: string }

export function warning(of: WarningOf): Warning {
  return { ...of, text: warningText(of) }
}

function warningText(of: WarningOf): string {
  switch (of.kind) {
    case 'region never entered':
      return `no thread is ever in ${of.region}`
    case 'never waits':
      return `${of.operation} never waits`
    case 'always answers':
      return `${of.operation} always answers ${String(nativeOf(of.answer))}`
    case 'no effect':
      return `${of.operation}() changes nothing and answers nothing, at any value`
    case 'dead answer':
      return `${of.thread} has ${of.found} local states, ${of.kept} after merging: ${of.why}`
    case 'loop without rounds':
      return `the loop at ${siteText(of.site)} never goes round: its body never answers again(…)`
    case 'not explained':
      return of.why
  }
}
