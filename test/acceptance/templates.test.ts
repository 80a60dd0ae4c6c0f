import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { testCatalog } from '../support/catalog.js'
import { runCli } from '../support/cli.js'
import { cfnLint, haveVenv } from '../support/python.js'
import { designAll, type TemplateFile } from './examples.js'
import { isMap, referencesOf, valueAt } from './references.js'
import { type Template, templateOf } from './template-file.js'

/** What `aws cloudformation deploy` takes without a bucket. */
const LARGEST_BYTES = 51_200

let all: Awaited<ReturnType<typeof designAll>>
let templates: readonly TemplateFile[]
beforeAll(async () => {
  all = await designAll()
  templates = Object.values(all.examples).flatMap((example) => example.templates)
})
afterAll(() => all.remove())

const named = (path: string): string => path.slice(all.folder.length + 1)
const byRegion = (): readonly (readonly [string, readonly TemplateFile[]])[] =>
  [...new Set(templates.map(({ region }) => region))].map((region) => [region, templates.filter((file) => file.region === region)])

describe.skipIf(!haveVenv())('cfn-lint', () => {
  test('has no error and no warning for the region of each template', async () => {
    const found = await Promise.all(
      byRegion().map(([region, files]) =>
        cfnLint(
          files.map(({ path }) => path),
          region,
        ),
      ),
    )
    expect(found.flat()).toEqual([])
  })
})

const Validated = z.object({
  files: z.array(z.object({ file: z.string(), diagnostics: z.array(z.looseObject({ severity: z.string() })) })),
})
const Reviewed = z.object({ files: z.array(z.object({ file: z.string(), findings: z.array(z.looseObject({ severity: z.string() })) })) })

test('our own validation has no error, and our own review no high finding', async () => {
  for (const [region, files] of byRegion()) {
    const paths = files.map(({ path }) => path)
    const validated = await runCli(['validate', ...paths, '--region', region, '--format', 'json'])
    expect({ code: validated.code, stderr: validated.stderr }).toEqual({ code: 0, stderr: '' })
    const reports = Validated.parse(JSON.parse(validated.stdout)).files
    expect(reports.map(({ file }) => file).toSorted()).toEqual(paths.toSorted())
    expect(reports.flatMap(({ diagnostics }) => diagnostics.filter(({ severity }) => severity === 'error'))).toEqual([])
    const reviewed = await runCli(['review', ...paths, '--region', region, '--all', '--format', 'json'])
    expect({ code: reviewed.code, stderr: reviewed.stderr }).toEqual({ code: 0, stderr: '' })
    const { files: looked } = Reviewed.parse(JSON.parse(reviewed.stdout))
    for (const { findings } of looked) {
      // `--all` gives what passes, too: a review that looked at nothing would have nothing to say.
      expect(findings.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(3)
      expect(findings.filter(({ severity, verdict }) => severity === 'high' && verdict !== 'pass')).toEqual([])
    }
  }
})

test('each fits into one deploy command', () => {
  const sizes = templates.map(({ path, text }) => ({ file: named(path), bytes: new TextEncoder().encode(text).length }))
  expect(sizes.length).toBeGreaterThanOrEqual(4)
  expect(sizes.filter(({ bytes }) => bytes > LARGEST_BYTES)).toEqual([])
})

/** Texts of a template with the place where each stands. */
function textsOf(value: unknown, path: readonly string[] = []): readonly { readonly at: string; readonly text: string }[] {
  if (typeof value === 'string') return [{ at: path.join('.'), text: value }]
  if (Array.isArray(value)) return value.flatMap((each, index) => textsOf(each, [...path, String(index)]))
  return isMap(value) ? Object.entries(value).flatMap(([key, each]) => textsOf(each, [...path, key])) : []
}

test('none holds an account id or the name of a region', () => {
  const regions = testCatalog()
    .regions()
    .map(({ name }) => name)
  const found = templates.flatMap(({ path, text }) =>
    textsOf(templateOf(text))
      .filter(({ text: words }) => /\b\d{12}\b/.test(words) || regions.some((region) => words.includes(region)))
      .map(({ at, text: words }) => `${named(path)} ${at}: ${words}`),
  )
  expect(found).toEqual([])
})

/** Names that are not the resource's own: of a database inside it, of the service that it leads to. */
const OTHER_NAMES = ['AWS::RDS::DBInstance DBName', 'AWS::RDS::DBCluster DatabaseName', 'AWS::EC2::VPCEndpoint ServiceName']

/** A resource that has to be replaced is made before the old one goes, so a name that must be its own stops the update. */
function fixedNames({ Resources: resources }: Template): readonly string[] {
  return Object.entries(resources).flatMap(([id, { Type: type, Properties: properties = {} }]) => {
    const schema = testCatalog().schema(type)
    const required: unknown = schema?.schema['required']
    return (schema?.createOnly ?? [])
      .filter((path) => /(?:Name|Identifier)$/.test(path) && !OTHER_NAMES.includes(`${type} ${path}`))
      .filter((path) => !(Array.isArray(required) && required.includes(path)))
      .flatMap((path) => {
        const value = valueAt(properties, path.split('/'))
        const isReference = referencesOf(value).some(({ to }) => to in resources)
        return value === undefined || isReference ? [] : [`${id}.${path}: ${JSON.stringify(value)}`]
      })
  })
}

test('none gives a resource a name that blocks its replacement', () => {
  const found = templates.flatMap(({ path, text }) => fixedNames(templateOf(text)).map((name) => `${named(path)} ${name}`))
  expect(found).toEqual([])
  const renamed = { Resources: { Work: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'work' } } } }
  expect(fixedNames(renamed)).toEqual(['Work.QueueName: "work"'])
})

test('the deploy command names the template, the stack and the region, and nothing of the user', () => {
  for (const { name, readme, templates: files } of Object.values(all.examples)) {
    for (const { name: file, region } of files)
      expect(readme).toMatch(new RegExp(`aws cloudformation deploy --region ${region} --stack-name ${name}\\S* --template-file ${file} `))
  }
})
