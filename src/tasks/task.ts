/**
 * Work in slices. A task yields when its meter says that a moment has passed, so that whoever drives it may do something in between; what it is made of
 * it goes through with `yield*`. It ends with what it was for, or throws `Stopped` where a limit or somebody else ended it.
 */
export type Task<T> = Generator<undefined, T, undefined>

/** To the end, without a pause. */
export function finished<T>(task: Task<T>): T {
  for (;;) {
    const slice = task.next()
    if (slice.done === true) return slice.value
  }
}
