import type { Search } from '../explorer/search.ts'
import type { SearchResult } from '../explorer/search-result.ts'

/** Searches to the end or to a limit, slice by slice. */
export function* finished(search: Search): Generator<undefined, SearchResult> {
  while (search.advance()) yield
  return search.result()
}
