import path from 'node:path'
import { fileURLToPath } from 'node:url'
import nunjucks from 'nunjucks'
import type { Problem } from '../lib/checked.ts'
import { lightLooks } from '../triggers/light-look.ts'

const here = path.dirname(fileURLToPath(import.meta.url))
const folders = [path.dirname(here), here, path.join(here, '../../node_modules/govuk-frontend/dist')]

/** Prints a template with its model. Every value is escaped. */
export type Print = (template: string, model: object) => string

/** Reads templates once and keeps them; `fresh` reads them again for each page, for whoever is writing one. */
export function templates(fresh = false): Print {
  const loader = new nunjucks.FileSystemLoader(folders, { noCache: fresh })
  const environment = new nunjucks.Environment(loader, { autoescape: true, trimBlocks: true, lstripBlocks: true })
  environment.addFilter('fieldProblem', fieldProblem)
  environment.addGlobal('lightLooks', lightLooks)
  return (template, model) => environment.render(template, model)
}

/** What is wrong with one field of a form, for the message beside it. */
function fieldProblem(problems: readonly Problem[] | undefined, field: string): string | undefined {
  return problems?.find((problem) => problem.field === field)?.text
}
