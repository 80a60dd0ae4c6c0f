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

// A class that says nothing about its attributes inherits "yes, all", and then fails at each of them.
const ASK = `
import json, sys
from moto.cloudformation.parsing import get_model_map
models = get_model_map()
asked = json.load(sys.stdin)
own = lambda model: any('has_cfn_attr' in base.__dict__ for base in model.__mro__ if base.__name__ not in ('CloudFormationModel', 'object'))
print(json.dumps({
  'types': sorted(set(t for t, _ in asked if t in models)),
  'attributes': [f'{t} {a}' for t, a in asked if t in models and a != '' and own(models[t]) and models[t].has_cfn_attr(a)],
}))
`
const Answer = z.object({ types: z.array(z.string()), attributes: z.array(z.string()) })

/** `asked`: pairs of a type and an attribute of it, the attribute empty where only the type matters. */
export async function motoSupport(asked: readonly (readonly [string, string])[]): Promise<MotoSupport> {
  const { code, stdout, stderr } = await run(join(PYTHON_BIN, 'python'), ['-c', ASK], { input: JSON.stringify(asked) })
  if (code !== 0) throw new Error(`moto does not say what it supports: ${stderr}`)
  const { types, attributes } = Answer.parse(JSON.parse(stdout))
  return { makes: (type) => types.includes(type), answers: (type, attribute) => attributes.includes(`${type} ${attribute}`) }
}
