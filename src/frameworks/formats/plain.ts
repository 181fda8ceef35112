import type { Framework } from '../framework.ts'
import { kebab } from '../part.ts'
import { frameworkShape, type Shape } from '../checking/shape.ts'

/** A framework, or a part of one, as plain data under the names that a file uses. */
export type Plain = string | number | boolean | readonly Plain[] | { readonly [name: string]: Plain }

/** The parts of a framework under the names that a file uses, in the order in which one is written. */
export function plainParts(framework: Framework): Readonly<Record<string, Plain>> {
  const plain = plainOf(framework, frameworkShape(framework.withoutTriggers === undefined))
  return isNamed(plain) ? plain : {}
}

function plainOf(value: unknown, shape: Shape): Plain {
  if (typeof shape === 'string') return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : ''
  if ('list' in shape) return Array.isArray(value) ? value.map((item) => plainOf(item, shape.list)) : []
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  if ('each' in shape) return Object.fromEntries(entries.map(([name, inside]) => [name, plainOf(inside, shape.each)]))
  const held = new Map<string, unknown>(entries.filter(([, inside]) => inside !== undefined))
  const known = Object.entries({ ...shape.fields, ...shape.maybe }).filter(([name]) => held.has(name))
  return Object.fromEntries(known.map(([name, inside]) => [kebab(name), plainOf(held.get(name), inside)]))
}

/** Whether it has parts with names. */
export function isNamed(plain: Plain | undefined): plain is Readonly<Record<string, Plain>> {
  return typeof plain === 'object' && !Array.isArray(plain)
}

/** The items of a list; none of what is no list. */
export function itemsOf(plain: Plain | undefined): readonly Plain[] {
  return isList(plain) ? plain : []
}

function isList(plain: Plain | undefined): plain is readonly Plain[] {
  return Array.isArray(plain)
}
