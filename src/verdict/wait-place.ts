/** ` at x.waitFor(1)`, ` in m.lock()`. What a choice leads to has no name of its own. */
export function placeIn(next: readonly string[], calls: readonly string[] | undefined): string {
  const all = calls ?? next
  return all.length === 0 ? '' : ` ${calls === undefined ? 'at' : 'in'} ${all.join(' or ')}`
}
