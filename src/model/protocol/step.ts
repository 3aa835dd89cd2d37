declare const stepBrand: unique symbol

/** What a body yields. Nobody builds one by hand: `yield*` an operation. */
export interface Step {
  readonly [stepBrand]: true
}

/** Something to `yield*`: it performs steps and answers `R`. Recursive procs need it as their declared return type. */
export type Performance<R> = Iterable<Step, R, unknown>
