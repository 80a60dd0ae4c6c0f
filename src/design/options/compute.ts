import type { Architecture, Compute, Option } from '../plan.js'
import { speedOf } from '../search/tasks.js'
import { type Check, inRegion, type Judged, judge, type Needs, seconds, within } from './limits.js'

/** CPU sizes of Fargate tasks, and the memory that each may have, smallest first. */
const FARGATE_SIZES: readonly { readonly vcpu: number; readonly memoryGb: readonly number[] }[] = [
  { vcpu: 0.25, memoryGb: [0.5, 1, 2] },
  { vcpu: 0.5, memoryGb: [1, 2, 3, 4] },
  { vcpu: 1, memoryGb: [2, 3, 4, 6, 8] },
  { vcpu: 2, memoryGb: [4, 6, 8, 12, 16] },
  { vcpu: 4, memoryGb: [8, 12, 16, 24, 30] },
]

/** Share of a task's memory that the application may take; the rest is for the system and peaks. */
const USABLE_MEMORY = 0.8

const ARCHITECTURES: readonly Architecture[] = ['arm64', 'x86_64']
const NOTHING: Option<Compute> = {
  id: 'no-compute',
  title: 'No compute',
  brief: '',
  value: { kind: 'none' },
  services: [],
  operations: 0,
  lockIn: 0,
}

function lambdaOption(architecture: Architecture, { requirements, catalog }: Needs): Option<Compute> {
  const { memoryMb: wanted, maxSeconds } = requirements.workload.work
  const memoryMb = Math.max(catalog.limit('lambda.memory-min').value, Math.ceil(wanted))
  return {
    id: `lambda-${architecture}-${memoryMb}`,
    title: `AWS Lambda, ${architecture}, ${memoryMb} MB`,
    brief: `Lambda ${architecture} ${memoryMb} MB`,
    value: { kind: 'lambda', architecture, memoryMb, timeoutSeconds: Math.max(1, Math.ceil(maxSeconds)) },
    services: ['lambda'],
    operations: 1,
    lockIn: 3,
  }
}

function noImage({ requirements }: Needs): Check {
  return () =>
    requirements.image === undefined
      ? undefined
      : {
          rule: 'own image',
          value: 'the requirements name a container image',
          limit: 'a function of this design runs code, not a web server',
          source: 'requirements',
        }
}

function notForQueues(): ReturnType<Check> {
  return {
    rule: 'not built yet',
    value: 'a container that reads a queue',
    limit: 'workers run on AWS Lambda',
    source: 'this version',
  }
}

function fargateOption(architecture: Architecture, size: { readonly vcpu: number; readonly memoryGb: number }): Option<Compute> {
  return {
    id: `fargate-${architecture}-${size.vcpu}-${size.memoryGb}`,
    title: `AWS Fargate, ${architecture}, ${size.vcpu} vCPU, ${size.memoryGb} GB`,
    brief: `Fargate ${architecture} ${size.vcpu} vCPU ${size.memoryGb} GB`,
    value: { kind: 'fargate', architecture, ...size },
    services: ['fargate', 'vpc'],
    operations: 3,
    lockIn: 1,
  }
}

/** The smallest memory that holds the application; the largest of the size when none does. */
function memoryFor(sizes: readonly number[], wantedMb: number): number {
  return sizes.find((memoryGb) => wantedMb <= usableMb(memoryGb)) ?? sizes.at(-1) ?? 0
}

function usableMb(memoryGb: number): number {
  return Math.floor(memoryGb * 1024 * USABLE_MEMORY)
}

function enoughMemory({ requirements }: Needs, memoryGb: number): Check {
  return () => {
    const wanted = requirements.workload.work.memoryMb
    return wanted <= usableMb(memoryGb)
      ? undefined
      : {
          rule: 'memory of a task',
          value: `${wanted} MB wanted`,
          limit: `${usableMb(memoryGb)} MB, 80% of ${memoryGb} GB`,
          source: 'design rule',
        }
  }
}

/**
 * The public default image runs on both processors, and arm64 costs a fifth less for the same. What an image of the
 * user's runs on is not known; most are built for x86_64, and the wrong one does not start.
 */
function processor(architecture: Architecture, { requirements }: Needs): readonly Check[] {
  const wanted = requirements.image === undefined ? 'arm64' : 'x86_64'
  if (architecture === wanted) return []
  return requirements.image === undefined
    ? [() => ({ rule: 'dominated', value: architecture, limit: 'the default image does the same on arm64 for less', source: 'price book' })]
    : [
        () => ({
          rule: 'processor of the image',
          value: architecture,
          limit: 'an image of your own is taken to be built for x86_64',
          source: 'design rule',
        }),
      ]
}

/** The work of the peak alone, without any waiting, already takes more tasks than a service may have. */
function fewEnoughTasks({ requirements, catalog }: Needs, vcpu: number): Check {
  return () => {
    const { value, title, source, asOf } = catalog.limit('ecs.tasks-per-service')
    const { cores, slowdown } = speedOf(vcpu)
    const busy = (requirements.traffic.peakPerSecond * requirements.workload.work.cpuMs * slowdown) / 1000 / cores
    return busy <= value
      ? undefined
      : { rule: title, value: `${Math.ceil(busy)} busy at the peak`, limit: String(value), source: `${source} (${asOf})` }
  }
}

/** What runs the code, by size and processor. */
export function computeOptions(needs: Needs): Judged<Compute> {
  const { kind, work } = needs.requirements.workload
  if (kind === 'static-site') return { options: [NOTHING], certificates: [] }
  const containers = kind === 'worker' ? [notForQueues] : []
  return judge('compute', needs, [
    ...ARCHITECTURES.map((architecture) => ({
      option: lambdaOption(architecture, needs),
      checks: [
        noImage(needs),
        inRegion(needs, 'AWS::Lambda::Function'),
        within(needs, 'lambda.timeout', work.maxSeconds, seconds),
        within(needs, 'lambda.memory-max', work.memoryMb, (mb) => `${mb} MB`),
      ],
    })),
    ...ARCHITECTURES.flatMap((architecture) =>
      FARGATE_SIZES.map(({ vcpu, memoryGb }) => {
        const memory = memoryFor(memoryGb, work.memoryMb)
        return {
          option: fargateOption(architecture, { vcpu, memoryGb: memory }),
          checks: [
            ...containers,
            ...processor(architecture, needs),
            inRegion(needs, 'AWS::ECS::Service'),
            enoughMemory(needs, memory),
            fewEnoughTasks(needs, vcpu),
          ],
        }
      }),
    ),
  ])
}
