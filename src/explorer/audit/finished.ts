import type { SearchResult } from '../findings/search-result.ts'
import type { Search } from '../search.ts'

/** Searches to the end or to a limit, slice by slice. */
export function* finished(search: Search): Generator<undefined, SearchResult> {
  while (search.advance()) yield
  return search.result()
}
