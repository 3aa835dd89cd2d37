import { JSDOM } from 'jsdom'

/** Mermaid's own parser, which asks for a page. It takes seconds to load. */
export async function mermaidParser(): Promise<(text: string) => Promise<unknown>> {
  const { window } = new JSDOM()
  Object.assign(globalThis, { window, document: window.document })
  const { default: mermaid } = await import('mermaid')
  return (text) => mermaid.parse(text)
}
