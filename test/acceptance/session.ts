import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { shell } from '../support/moto.js'
import type { Run } from '../support/run.js'
import { awsCalls } from './aws-calls.js'
import type { PrintedCommand } from './readme.js'
import type { Template } from './template-file.js'

interface At {
  readonly url: string
  readonly region: string
  readonly cwd: string
}

const Pool = z.object({ UserPool: z.object({ Id: z.string() }) })
const Client = z.object({ UserPoolClient: z.object({ ClientId: z.string() }) })

/**
 * Outputs of a stack whose resources moto makes only when it is asked directly: a user pool and its client, with the properties that the
 * template gives them.
 */
export async function standInOutputs({ Resources: resources }: Template, at: At): Promise<Readonly<Record<string, string>>> {
  const ofType = (type: string) => Object.entries(resources).find(([, resource]) => resource.Type === type)
  const pool = ofType('AWS::Cognito::UserPool')
  const client = ofType('AWS::Cognito::UserPoolClient')
  if (pool === undefined || client === undefined) return {}
  const { AutoVerifiedAttributes, Policies, UsernameAttributes, UsernameConfiguration } = pool[1].Properties ?? {}
  const asked = { PoolName: 'stand-in', AutoVerifiedAttributes, Policies, UsernameAttributes, UsernameConfiguration }
  const [made] = await awsCalls([['cognito-idp', 'create-user-pool', '--cli-input-json', JSON.stringify(asked)]], at)
  const poolId = Pool.parse(made).UserPool.Id
  const { ExplicitAuthFlows } = client[1].Properties ?? {}
  const words = JSON.stringify({ UserPoolId: poolId, ClientName: 'stand-in', ExplicitAuthFlows })
  const [user] = await awsCalls([['cognito-idp', 'create-user-pool-client', '--cli-input-json', words]], at)
  return { [`${pool[0]}Id`]: poolId, [`${client[0]}Id`]: Client.parse(user).UserPoolClient.ClientId }
}

/** What a reader has before the first command: pages and code of their own, and the `zip` program, which not every machine has. */
const ZIP = 'zip() { local made; made=$(mktemp -u).zip; python -m zipfile -c "$made" "${@:3}" && mv "$made" "$2"; }'

function outputFunction(outputs: Readonly<Record<string, string>>): string {
  const cases = Object.entries(outputs).map(([name, value]) => `${name}) echo '${value}' ;;`)
  return `eval "STACK_$(declare -f OUTPUT)"\nOUTPUT() { case "$1" in ${cases.join(' ')} *) STACK_OUTPUT "$1" ;; esac; }`
}

/** Runs commands one after the other in one shell, as a reader would, `outputs` answering in place of the stack's. */
export async function session(commands: readonly PrintedCommand[], outputs: Readonly<Record<string, string>>, at: At): Promise<Run> {
  const cwd = join(at.cwd, 'own')
  await mkdir(join(cwd, 'site'), { recursive: true })
  await writeFile(join(cwd, 'index.py'), 'def handler(event, context):\n    return {"statusCode": 200}\n')
  await writeFile(join(cwd, 'site', 'index.html'), '<h1>Pages of my own</h1>\n')
  const [setup, ...others] = commands.map(({ command }) => command)
  return shell([ZIP, setup ?? '', outputFunction(outputs), ...others].join('\n'), { ...at, cwd })
}
