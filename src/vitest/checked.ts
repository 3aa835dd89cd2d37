import { check } from '../check/check.ts'
import type { CheckOptions } from '../check/options/check-options.ts'
import { UsageError } from '../errors/usage-error.ts'
import { show } from '../model/values/encode.ts'
import type { Verdict } from '../verdict/verdict.ts'
import { isFamily, isSystem, isVerdict } from './recognise.ts'

/** The verdict on what `expect` was given: a system, a family with its defaults, or a verdict. @throws UsageError U009 for anything else. */
export function checked(received: unknown, options: CheckOptions | undefined): Verdict {
  if (isVerdict(received)) return received
  if (isSystem(received)) return check(received, options)
  if (isFamily(received)) return check(received(), options)
  throw new UsageError(
    'U009',
    `expect() was given ${show(received)}: expected a system, a family of systems, or the verdict of check().`,
    { expected: 'a system, a family of systems, or a verdict', seen: show(received) },
  )
}
