import { at } from './at.ts'
/** ` Did you mean check?` for a word that is nearly one of the known; else nothing. */
export function suggestion(word: string, known: readonly string[]): string {
  const nearest = known
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => {
      const length = Math.max(word.length, candidate.length)
      return distance < length && distance <= Math.max(1, Math.floor(length / 3))
    })
    .toSorted((a, b) => a.distance - b.distance)[0]
  return nearest === undefined ? '' : ` Did you mean ${nearest.candidate}?`
}

/** Characters to insert, delete or replace (Levenshtein 1966), one row of the table at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const above = row
    row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(above, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(replaced, at(above, j) + 1, at(row, j - 1) + 1))
    }
  }
  return at(row, b.length)
}
