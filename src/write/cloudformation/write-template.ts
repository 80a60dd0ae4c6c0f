import type { TemplateDocument, TemplateResource } from '#graph/index.js'
import type { JsonObject } from '#core/index.js'
import { commentLines, YamlEmitter } from '#write/yaml/index.js'
import { shortForm } from './short-forms.js'

const INDENT = '  '

/** CloudFormation YAML for people: fixed order of sections, short forms, comments, text in quotes only where it needs them. */
export function writeTemplate(template: TemplateDocument): string {
  const emitter = new YamlEmitter({ short: shortForm })
  for (const line of template.header ?? []) emitter.comment('', commentLines(line))
  emitter.entry('', 'AWSTemplateFormatVersion', '2010-09-09', '')
  if (template.description !== undefined) emitter.entry('', 'Description', template.description, '')
  if (template.transform !== undefined) emitter.entry('', 'Transform', template.transform, '')
  const before = {
    Metadata: template.metadata,
    Parameters: template.parameters,
    Rules: template.rules,
    Mappings: template.mappings,
    Conditions: template.conditions,
  }
  for (const [name, section] of Object.entries(before)) writeSection(emitter, name, section)
  writeResources(emitter, template.resources)
  writeSection(emitter, 'Outputs', template.outputs)
  return `${emitter.lines.join('\n')}\n`
}

function writeSection(emitter: YamlEmitter, name: string, section: JsonObject | undefined): void {
  if (section === undefined) return
  emitter.lines.push('')
  emitter.entry('', name, section, name)
}

function writeResources(emitter: YamlEmitter, resources: readonly TemplateResource[]): void {
  emitter.lines.push('', resources.length === 0 ? 'Resources: {}' : 'Resources:')
  for (const [index, { id, body, comment, heading }] of resources.entries()) {
    if (index > 0) emitter.lines.push('')
    if (heading !== undefined) {
      emitter.comment(INDENT, commentLines(`---- ${heading} ----`, INDENT.length))
      if (comment !== undefined) emitter.lines.push('')
    }
    if (comment !== undefined) emitter.comment(INDENT, commentLines(comment, INDENT.length))
    emitter.entry(INDENT, id, body, `Resources.${id}`)
  }
}
