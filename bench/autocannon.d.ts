declare module 'autocannon' {
  interface Asked {
    readonly url: string
    readonly connections: number
    readonly duration: number
    readonly headers: Readonly<Record<string, string>>
    readonly setupClient: (client: { setRequests(requests: readonly { readonly path: string }[]): void }) => void
  }
  interface Running extends Promise<{ readonly requests: { readonly total: number }; readonly errors: number }> {
    on(event: 'response', heard: (client: unknown, status: number, bytes: number, milliseconds: number) => void): this
  }
  export default function autocannon(asked: Asked): Running
}
