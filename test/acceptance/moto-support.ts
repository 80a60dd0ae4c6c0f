import { join } from 'node:path'
import * as z from 'zod'
import { PYTHON_BIN } from '../support/python.js'
import { run } from '../support/run.js'

/** What moto's CloudFormation can make and answer, asked of moto itself. */
export interface MotoSupport {
  makes(type: string): boolean
  /** Whether `Fn::GetAtt` of it gives a value. */
  answers(type: string, attribute: string): boolean
}

// What `has_cfn_attr` says is not to be trusted: most classes inherit a yes to everything. So the code that answers is asked.
const ASK = `
import inspect, json, sys
from moto.cloudformation.parsing import get_model_map
models = get_model_map()
asked = [(t, a) for t, a in json.load(sys.stdin) if t in models]
answers = lambda t, a: hasattr(models[t], 'get_cfn_attribute') and f'"{a}"' in inspect.getsource(models[t].get_cfn_attribute)
print(json.dumps({'types': sorted({t for t, _ in asked}), 'attributes': [f'{t} {a}' for t, a in asked if a != '' and answers(t, a)]}))
`
const Answer = z.object({ types: z.array(z.string()), attributes: z.array(z.string()) })

/** `asked`: pairs of a type and an attribute of it, the attribute empty where only the type matters. */
export async function motoSupport(asked: readonly (readonly [string, string])[]): Promise<MotoSupport> {
  const { code, stdout, stderr } = await run(join(PYTHON_BIN, 'python'), ['-c', ASK], { input: JSON.stringify(asked) })
  if (code !== 0) throw new Error(`moto does not say what it supports: ${stderr}`)
  const { types, attributes } = Answer.parse(JSON.parse(stdout))
  return { makes: (type) => types.includes(type), answers: (type, attribute) => attributes.includes(`${type} ${attribute}`) }
}
