import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { REPOSITORY, run } from './run.js'

const VENV = join(REPOSITORY, '.tools', 'venv')

/** The folder of `cfn-lint`, `moto_server` and `aws`. */
export const PYTHON_BIN = join(VENV, 'bin')

/**
 * Whether `npm test` made the Python tools. Tests that need them say `describe.skipIf(!haveVenv())`; in CI their absence is an error, never a skip.
 */
export function haveVenv(): boolean {
  if (existsSync(join(VENV, 'made-from'))) return true
  if ((process.env['CI'] ?? '') === '') return false
  throw new Error('.tools/venv is missing: start the suite with `npm test`, which makes it')
}

export interface CfnLintFinding {
  /** `E3012`, `W2001`, … */
  readonly rule: string
  readonly level: 'Error' | 'Warning' | 'Informational'
  readonly message: string
  readonly file: string
  readonly line: number
  /** `Resources/Queue/Properties/DelaySeconds` */
  readonly path: string
}

const Report = z.array(
  z.object({
    Filename: z.string().nullable(), // null: not about a template, such as a file that is not there
    Level: z.enum(['Error', 'Warning', 'Informational']),
    Message: z.string(),
    Rule: z.object({ Id: z.string() }),
    Location: z.object({ Start: z.object({ LineNumber: z.number() }), Path: z.array(z.union([z.string(), z.number()])).nullish() }),
  }),
)

/** What cfn-lint says of templates for one region. Starting it takes a second or two, so give it all files at once. */
export async function cfnLint(files: readonly string[], region: string): Promise<readonly CfnLintFinding[]> {
  if (files.length === 0) return []
  const args = [join(PYTHON_BIN, 'cfn-lint'), '--format', 'json', '--regions', region, '--', ...files]
  const { code, stdout, stderr } = await run(join(PYTHON_BIN, 'python'), args, { env: { PATH: PYTHON_BIN, HOME: VENV } })
  // the exit code is a sum: 2 errors, 4 warnings, 8 informational; anything else is cfn-lint itself failing
  if (code % 2 !== 0 || code < 0 || code > 14) throw new Error(`cfn-lint failed (exit ${code}): ${stderr || stdout}`)
  return Report.parse(JSON.parse(stdout)).map((one) => {
    if (one.Filename === null) throw new Error(`cfn-lint failed: ${one.Message}`)
    const path = (one.Location.Path ?? []).join('/')
    return { rule: one.Rule.Id, level: one.Level, message: one.Message, file: one.Filename, line: one.Location.Start.LineNumber, path }
  })
}
