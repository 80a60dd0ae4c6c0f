import { defineFlow, type Flow, NOTHING } from '../../flow.js'
import { sentByCode } from '../../work.js'

export const taskDefinition: Flow = defineFlow({
  type: 'AWS::ECS::TaskDefinition',
  refs: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definitions.html'],
  flow: (_node, incoming, context) =>
    incoming === undefined ? NOTHING : { quantities: [], send: (edge) => sentByCode(edge, incoming, context) },
})
