import { validateTemplate, type ValidateOptions } from '#analyze/validate/index.js'
import { type Diagnostic, type Json, treeOf } from '#core/index.js'
import { testCatalog } from '../../support/catalog.js'

const catalog = testCatalog()

export function found(template: Json, options: ValidateOptions = { region: 'us-east-1' }): readonly Diagnostic[] {
  return validateTemplate(treeOf(template), catalog, options)
}

/** `code path: message` of what is worse than a note about something unused. */
export function said(template: Json, options?: ValidateOptions): readonly string[] {
  return found(template, options)
    .filter(({ code }) => !code.endsWith('-unused'))
    .map(({ code, path, message }) => `${code} ${(path ?? []).join('/')}: ${message}`)
}

/** What is said of the one resource of a template, without the path to it. */
export function saidOf(type: string, properties: Json, more: Readonly<Record<string, Json>> = {}): readonly string[] {
  return said({ Resources: { Thing: { Type: type, Properties: properties, ...more } } }).map((line) => line.replace('Resources/Thing/', ''))
}
