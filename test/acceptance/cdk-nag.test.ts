import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { REPOSITORY, run } from '../support/run.js'
import { designAll } from './examples.js'
import { templateOf } from './template-file.js'

const Report = z.object({
  checked: z.number(),
  findings: z.array(
    z.object({ rule: z.string(), severity: z.string(), stack: z.string(), resource: z.string().min(1), description: z.string() }),
  ),
})

interface Exception {
  readonly rule: string
  /** `orders/ApiFunctionRole`; `*` stands for any text. */
  readonly resources: string
  readonly reason: string
}

/** Rows of the table in docs/cdk-nag.md. */
function exceptionsOf(page: string): readonly Exception[] {
  const rows = page.split('\n').filter((line) => line.startsWith('| `'))
  return rows.map((row) => {
    const [rule = '', resources = '', reason = ''] = row
      .slice(1, -1)
      .split(' | ')
      .map((cell) => cell.trim())
    return { rule: rule.replaceAll('`', ''), resources: resources.replaceAll('`', ''), reason }
  })
}

function covers(
  { rule, resources }: Exception,
  finding: { readonly rule: string; readonly stack: string; readonly resource: string },
): boolean {
  const parts = resources.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return rule === finding.rule && new RegExp(`^${parts.join('.*')}$`).test(`${finding.stack}/${finding.resource}`)
}

let all: Awaited<ReturnType<typeof designAll>>
beforeAll(async () => {
  all = await designAll()
})
afterAll(() => all.remove())

test("cdk-nag's AwsSolutions pack has no error over the examples that docs/cdk-nag.md does not explain", async () => {
  const exceptions = exceptionsOf(await readFile(join(REPOSITORY, 'docs', 'cdk-nag.md'), 'utf8'))
  expect(exceptions.filter(({ reason }) => reason.length < 40)).toEqual([])
  const files: string[] = []
  let resources = 0
  for (const { name, templates } of Object.values(all.examples)) {
    for (const { name: file, text } of templates) {
      const template = templateOf(text)
      resources += Object.keys(template.Resources).length
      // CfnInclude reads JSON as it stands; of YAML's short forms it leaves some in places that its rules then misread.
      const path = join(all.folder, `${name}-${file}.json`)
      await writeFile(path, JSON.stringify(template))
      files.push(`${name}${file === 'template.yaml' ? '' : '-edge'}=${path}`)
    }
  }
  const { code, stdout, stderr } = await run(process.execPath, [join(import.meta.dirname, 'cdk-nag-run.mjs'), ...files], {
    env: { CDK_VALIDATION: 'false', HOME: all.folder, PATH: process.env['PATH'] ?? '' },
  })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const report = Report.parse(JSON.parse(stdout))
  expect(report.checked).toBeGreaterThanOrEqual(resources)
  const errors = report.findings.filter(({ severity }) => severity === 'error')
  const unexplained = errors.filter((finding) => !exceptions.some((exception) => covers(exception, finding)))
  expect(unexplained).toEqual([])
  // An exception that covers nothing would hide the next finding.
  expect(exceptions.filter((exception) => !errors.some((finding) => covers(exception, finding)))).toEqual([])
})
