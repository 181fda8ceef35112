/** What a person may do, feature dot verb. Each page and each command that changes something names one. */
export const permissions = [
  'anyone',
  'home.see',
  'risk.see',
  'lights.record',
  'terms.change',
  'complaints.see',
  'complaints.record',
  'correspondence.see',
  'correspondence.record',
  'limits.change',
  'assessments.see',
  'assessments.draft',
  'assessments.challenge',
  'assessments.sign-off',
  'schools.see',
  'schools.foresee',
  'profile.see',
  'comparisons.see',
  'tables.see',
  'tables.keep',
  'pack.see',
  'data.see',
  'data.import',
  'quality.explain',
  'releases.change',
  'audit.see',
  'settings.change',
] as const

export type Permission = (typeof permissions)[number]

export type Role = 'administrator' | 'officer' | 'reader'

/** Which role may do what. Deny by default: a permission no role lists is nobody's. `anyone` needs no sign-in. */
export const grants: Readonly<Record<Role, readonly Permission[]>> = {
  administrator: permissions,
  officer: [
    'anyone',
    'home.see',
    'risk.see',
    'lights.record',
    'terms.change',
    'complaints.see',
    'complaints.record',
    'correspondence.see',
    'correspondence.record',
    'assessments.see',
    'assessments.draft',
    'assessments.challenge',
    'schools.see',
    'schools.foresee',
    'profile.see',
    'comparisons.see',
    'tables.see',
    'tables.keep',
    'pack.see',
    'data.see',
    'data.import',
    'quality.explain',
    'releases.change',
    'audit.see',
  ],
  reader: [
    'anyone',
    'home.see',
    'risk.see',
    'assessments.see',
    'schools.see',
    'profile.see',
    'comparisons.see',
    'tables.see',
    'pack.see',
    'data.see',
  ],
}

export function mayDo(role: Role | undefined, permission: Permission): boolean {
  return permission === 'anyone' || (role !== undefined && grants[role].includes(permission))
}
