/** What ERESOURCE promises beyond safety, and what it deliberately does not. */
export type Claim = {
  readonly id: string
  readonly claim: string
  /** What is checked of it: a test or an example. */
  readonly shownBy: string
}

/** Under a fair scheduler, when holders release, nobody calls StarveExclusive, and recursion is finite. */
export const promises: readonly Claim[] = [
  { id: 'L1', claim: 'every waiter is granted some time', shownBy: 'test/waiting: all mixes without StarveExclusive' },
  { id: 'L2', claim: 'everybody who was granted returns TRUE some time', shownBy: 'test/waiting: all mixes' },
  {
    id: 'L3',
    claim:
      'a reader waits for at most one exclusive period, a writer for the writers ahead of it and a batch of readers between any two of them',
    shownBy: 'M17; test/waiting, of exclusive periods',
  },
  { id: 'L4', claim: 'a free resource is granted at once', shownBy: 'the decision table, row S0' },
]

/** Each must be shown to happen. */
export const nonPromises: readonly Claim[] = [
  {
    id: 'V1',
    claim: 'two overlapping StarveExclusive readers starve a writer, and the readers behind it',
    shownBy: 'B31; test/waiting',
  },
  { id: 'V2', claim: 'unbounded recursion of one reader starves a writer', shownBy: 'test/waiting' },
  { id: 'V3', claim: 'no upgrade in place succeeds', shownBy: 'B1, B2, B3' },
  { id: 'V4', claim: 'a recursive WaitForExclusive behind a writer waits for itself', shownBy: 'B5' },
  {
    id: 'V5',
    claim: 'lock-order cycles, re-entry and death of owners are not prevented',
    shownBy: 'B9, B15, B37',
  },
  {
    id: 'V6',
    claim: 'an owner that was granted and does not run yet blocks everybody',
    shownBy: 'L2, which fails without fairness',
  },
  {
    id: 'V7',
    claim: 'a reader may overtake a writer that queued before it',
    shownBy: 'the hand-off table, first row',
  },
  { id: 'V8', claim: 'waiter counts are hints', shownBy: 'B40' },
  { id: 'V9', claim: 'release and acquire again is no atomic upgrade', shownBy: 'B4' },
  {
    id: 'V10',
    claim: 'priorities are inverted for one boost slice, for ever with boosts disabled',
    shownBy: 'B32',
  },
]
