import { type Obj, sub, type Value } from './values.js'

const PLACE = /<([A-Za-z.]+)>/g

/**
 * A text with places such as `<Source.Arn>`, filled in: the value itself where the text is nothing else, `Fn::Sub` otherwise.
 */
export function filledForm(form: string, known: Readonly<Record<string, Value | undefined>>): { value: Value } | { missing: string } {
  const variables: Obj = {}
  const names = [...form.matchAll(PLACE)].map(([, name]) => name ?? '')
  for (const name of names) {
    const value = known[name]
    if (value === undefined || value === null) return { missing: name }
    if (form === `<${name}>`) return { value }
    variables[variable(name)] = value
  }
  const written = form.replaceAll(PLACE, (_whole, name: string) => `\${${variable(name)}}`)
  if (!written.includes('${')) return { value: written }
  return { value: names.length === 0 ? sub(written) : sub(written, variables) }
}

function variable(name: string): string {
  return name.replaceAll('.', '')
}
