import { grants, permissions, type Role } from '../src/accounts/permission.ts'
import { importsOf, pagesWith } from '../src/features.ts'

const roles: readonly Role[] = ['administrator', 'officer', 'reader', 'reviewer']
const pages = pagesWith(importsOf({ now: () => new Date(0), failed: () => {} }))

/** `docs/permissions.md`, as the tables of pages have it now: who may do what, and where. */
export const permissionsPage = `# Permissions

Printed from the tables of pages by \`npm run docs\`; a test fails when it is not current. What no role is granted, nobody may do.
A page marked *outside* works before or beside an authority: it is handed the whole database, not one authority's work.

| permission | ${roles.join(' | ')} | pages |
|---|${roles.map(() => '---|').join('')}---|
${permissions.map((permission) => `| \`${permission}\` | ${roles.map((role) => (grants[role].includes(permission) ? 'yes' : '-')).join(' | ')} | ${pagesOf(permission)} |`).join('\n')}
`

function pagesOf(permission: string): string {
  return pages
    .filter((page) => page.may === permission)
    .map((page) => `\`${page.method} ${page.path}\`${page.fenced === false ? ' *outside*' : ''}`)
    .join('<br>')
}
