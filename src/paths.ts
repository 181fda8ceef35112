import type { Urn } from './establishments/urn.ts'

/** Every address in Fiveday. A page table and a link both take it from here, so neither can be misspelt. */
export const paths = {
  home: () => '/',
  risk: () => '/risk',
  trigger: (number: number) => `/risk/${number}`,
  recordLight: (trigger: number) => `/risk/${trigger}/light`,
  schools: () => '/schools',
  schoolsCsv: () => '/schools.csv',
  school: (urn: Urn) => `/schools/${urn}`,
  comparisons: () => '/comparisons',
  measure: (code: string) => `/comparisons/${encodeURIComponent(code)}`,
  data: () => '/data',
  importRun: (run: number) => `/data/${run}`,
  cancelImport: (run: number) => `/data/${run}/cancel`,
  refusedCsv: (run: number) => `/data/${run}/refused.csv`,
  audit: () => '/audit',
  settings: () => '/settings',
  ourAuthority: () => '/settings/authority',
  council: () => '/settings/council',
  invitations: () => '/settings/invitations',
  withdrawAccount: (account: number) => `/settings/accounts/${account}/withdraw`,
  signIn: () => '/sign-in',
  signOut: () => '/sign-out',
  setUp: (secret: string) => `/set-up/${secret}`,
} as const
