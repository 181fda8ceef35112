import { stringify } from 'yaml'
import type { Framework } from '../framework.ts'
import { plainParts } from './plain.ts'

/** A framework as the text of a framework file. What was a comment in its own file is not in it. */
export function asYaml(framework: Framework): string {
  return stringify(plainParts(framework), { aliasDuplicateObjects: false, lineWidth: 120 })
}
