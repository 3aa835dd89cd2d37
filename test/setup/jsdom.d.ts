/** As much of it as the parser of Mermaid asks for; it has no types of its own. */
declare module 'jsdom' {
  export class JSDOM {
    readonly window: { readonly document: unknown }
  }
}
