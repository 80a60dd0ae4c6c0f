import { join } from 'node:path'
import * as z from 'zod'
import { PYTHON_BIN } from '../support/python.js'
import { run } from '../support/run.js'

// The AWS command line itself, started once for many calls: starting it takes half a second each time.
const MANY = `
import contextlib, io, json, sys
from awscli.clidriver import create_clidriver
driver = create_clidriver()
asked = json.load(sys.stdin)
answers = {}
for words in asked:
    if tuple(words) in answers: continue
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = driver.main(words)
    answers[tuple(words)] = {'code': code, 'stdout': out.getvalue(), 'stderr': err.getvalue()}
print(json.dumps([answers[tuple(words)] for words in asked]))
`
const Answers = z.array(z.object({ code: z.number(), stdout: z.string(), stderr: z.string() }))

/** What `aws ARGS` prints for each list of arguments, as JSON; the same arguments are asked once. Throws at the first that fails. */
export async function awsCalls(
  calls: readonly (readonly string[])[],
  { url, region }: { readonly url: string; readonly region: string },
): Promise<readonly unknown[]> {
  const words = calls.map((args) => [...args, '--endpoint-url', url, '--region', region, '--output', 'json'])
  const env = {
    HOME: PYTHON_BIN,
    AWS_ACCESS_KEY_ID: 'testing',
    AWS_SECRET_ACCESS_KEY: 'testing',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
  }
  const { code, stdout, stderr } = await run(join(PYTHON_BIN, 'python'), ['-c', MANY], { env, input: JSON.stringify(words) })
  if (code !== 0) throw new Error(`the AWS command line failed: ${stderr}`)
  return Answers.parse(JSON.parse(stdout)).map((answer, index) => {
    if (answer.code !== 0) throw new Error(`aws ${(calls[index] ?? []).join(' ')}: exit ${answer.code}\n${answer.stderr}`)
    return answer.stdout === '' ? null : JSON.parse(answer.stdout)
  })
}
