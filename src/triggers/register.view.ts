import { paths } from '../paths.ts'
import type { RegisterSays } from './register-says.ts'

const places = {
  complaints: { href: paths.complaints(), text: 'The register of complaints' },
  correspondence: { href: paths.correspondence(), text: 'The register of correspondence' },
} as const

/** What the register beside a trigger says, and where it is, for those who may see it. All may see counts of complaints. */
export function registerView({ register, says }: RegisterSays, officer: boolean) {
  return { ...places[register], says, link: officer || register === 'complaints' }
}
