import { lambdaRuntime } from '#catalog/index.js'
import { type ResourceModel, textOf, valuesAt } from './model.js'

export const runtimeOfFunction: ResourceModel = {
  id: 'lambda-runtime',
  code: 'runtime-ended',
  types: ['AWS::Lambda::Function', 'AWS::Serverless::Function'],
  refs: ['https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html#runtime-support-policy'],
  examples: {
    wrong: [
      { name: 'no new function can be made', props: { Runtime: 'nodejs12.x' }, says: 'nodejs12.x takes no new functions since 2023-03-31' },
      { name: 'no updates, still accepted', props: { Runtime: 'nodejs18.x' }, says: 'takes no new functions from 2027-02-01 on' },
      { name: 'the day has come', asOf: '2027-02-01', props: { Runtime: 'nodejs18.x' }, says: 'since 2027-02-01; use nodejs24.x' },
    ],
    right: [
      { name: 'cared for', props: { Runtime: 'python3.13' } },
      { name: 'not ended yet', asOf: '2023-01-01', props: { Runtime: 'nodejs12.x' } },
      { name: 'one that the table does not know', props: { Runtime: 'nodejs30.x' } },
      {
        name: 'from a parameter',
        template: {
          Parameters: { R: { Type: 'String' } },
          Resources: { F: { Type: 'AWS::Lambda::Function', Properties: { Runtime: { Ref: 'R' } } } },
        },
      },
    ],
  },
  check({ properties: tree, place }, { asOf, complain }) {
    for (const value of valuesAt({ tree, place }, 'Runtime')) {
      const life = lambdaRuntime(textOf(value.tree) ?? '')
      if (life === undefined || (asOf < life.deprecated && asOf < life.creationBlocked)) continue
      const next = life.successor === undefined ? '' : `; use ${life.successor}`
      const creation =
        asOf < life.creationBlocked
          ? `gets no security updates since ${life.deprecated} and takes no new functions from ${life.creationBlocked} on`
          : `takes no new functions since ${life.creationBlocked}`
      complain(`${life.id} ${creation}${next}`, value.place, { atValue: true, since: life.creationBlocked })
    }
  },
}
