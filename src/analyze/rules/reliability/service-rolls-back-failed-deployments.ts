import { demandTrue } from '../flags.js'
import { isTrue, scalarOf } from '../reading.js'
import { defineRule, PASS, type Rule, type Verdict } from '../rule.js'

const BREAKER = 'DeploymentConfiguration.DeploymentCircuitBreaker'

export const serviceRollsBackFailedDeployments: Rule = defineRule({
  id: 'service-rolls-back-failed-deployments',
  pillar: 'reliability',
  severity: 'medium',
  title: 'ECS service takes a failed deployment back',
  why: 'Without a circuit breaker ECS starts tasks that fail for ever, and the stack waits three hours before it gives up.',
  fix: 'Set DeploymentCircuitBreaker with Enable and Rollback to true.',
  refs: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html'],
  types: ['AWS::ECS::Service'],
  examples: {
    fail: [
      { name: 'not said', props: { LaunchType: 'FARGATE' } },
      { name: 'without the way back', props: { DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: false } } } },
    ],
    pass: [
      { name: 'breaks and rolls back', props: { DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: true } } } },
      { name: 'CodeDeploy does it', props: { DeploymentController: { Type: 'CODE_DEPLOY' } } },
      {
        name: 'by an alarm',
        props: { DeploymentConfiguration: { Alarms: { AlarmNames: ['errors'], Enable: true, Rollback: true } } },
      },
    ],
    unknown: [
      {
        name: 'a parameter without a value',
        props: { DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: { Ref: 'Back' } } } },
      },
    ],
  },
  check(node, q): Verdict {
    const controller = scalarOf(q.read(node, 'DeploymentController.Type')) ?? 'ECS'
    const alarmed = isTrue(scalarOf(q.read(node, 'DeploymentConfiguration.Alarms.Rollback')))
    if (controller !== 'ECS' || alarmed) return PASS
    const enabled = demandTrue(node, q, `${BREAKER}.Enable`)
    return enabled.is === 'pass' ? demandTrue(node, q, `${BREAKER}.Rollback`) : enabled
  },
})
