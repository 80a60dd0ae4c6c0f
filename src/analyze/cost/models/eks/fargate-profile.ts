import { definePriceModel, type PriceModel } from '../../model.js'

/** Linux on x86, which is what EKS runs on Fargate. */
export const fargateProfile: PriceModel = definePriceModel({
  type: 'AWS::EKS::FargateProfile',
  refs: ['https://aws.amazon.com/fargate/pricing/'],
  usage: {
    vcpuHours: { unit: 'vCPU-hour', about: 'vCPUs of the pods times the hours they run' },
    memoryGbHours: { unit: 'GB-hour', about: 'gigabytes of memory of the pods, 0.25 more than they ask for, times the hours they run' },
  },
  meters: (_node, usage) => [
    { name: 'Pod vCPU', price: 'ecs.fargate_vcpu_x86', unit: 'vCPU-hour', quantity: usage['vcpuHours'] },
    { name: 'Pod memory', price: 'ecs.fargate_mem_x86', unit: 'GB-hour', quantity: usage['memoryGbHours'] },
  ],
})
