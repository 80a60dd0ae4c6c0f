import { type GraphBuilder, ref, sub } from '#graph/index.js'

/** Holds the CPU of a service at a target, and requests a task where they are given. */
export function addScaling(
  graph: GraphBuilder,
  parts: {
    readonly name: string
    readonly cluster: string
    readonly service: string
    readonly targetGroup: string
    readonly loadBalancer: string
    readonly tasks: { readonly minimum: number; readonly maximum: number }
    readonly cpuTarget: number
    readonly requestTarget?: number | undefined
  },
): void {
  const { name, cluster, service, loadBalancer, requestTarget } = parts
  const target = graph.add('AWS::ApplicationAutoScaling::ScalableTarget', `${name}ScalableTarget`, {
    ServiceNamespace: 'ecs',
    ResourceId: sub(`service/\${${cluster}}/\${${service}.Name}`),
    ScalableDimension: 'ecs:service:DesiredCount',
    MinCapacity: parts.tasks.minimum,
    MaxCapacity: parts.tasks.maximum,
  })
  const policy = (
    of: string,
    value: number,
    metric: { readonly PredefinedMetricType: string; readonly ResourceLabel?: ReturnType<typeof sub> },
  ): void => {
    graph.add('AWS::ApplicationAutoScaling::ScalingPolicy', `${name}${of}Policy`, {
      PolicyName: sub(`\${${service}.Name}-${of.toLowerCase()}`),
      PolicyType: 'TargetTrackingScaling',
      ScalingTargetId: ref(target),
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: value,
        // out fast, in slowly: too few tasks hurt users, too many cost cents
        ScaleOutCooldown: 60,
        ScaleInCooldown: 300,
        PredefinedMetricSpecification: { ...metric },
      },
    })
  }
  policy('Cpu', parts.cpuTarget, { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' })
  if (requestTarget === undefined) return
  policy('Requests', requestTarget, {
    PredefinedMetricType: 'ALBRequestCountPerTarget',
    ResourceLabel: sub(`\${${loadBalancer}.LoadBalancerFullName}/\${${parts.targetGroup}.TargetGroupFullName}`),
  })
}
