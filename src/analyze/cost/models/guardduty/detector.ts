import type { Query, Resource } from '#graph/index.js'
import { isUnresolved } from '../../measure.js'
import { definePriceModel, type Meter, type PriceModel } from '../../model.js'
import { flagAt, isOn, itemsAt, textAt, waiting } from '../../read.js'

/** Protections that are switched on one by one. */
interface Feature {
  readonly names: readonly string[]
  /** The switch that came before features. */
  readonly source?: string
  readonly usage: string
  readonly meter: Omit<Meter, 'quantity'>
}

const FEATURES: readonly Feature[] = [
  {
    names: ['EKS_AUDIT_LOGS'],
    source: 'DataSources.Kubernetes.AuditLogs.Enable',
    usage: 'auditEvents',
    meter: { name: 'Kubernetes audit events', price: 'guardduty.eks_audit', unit: 'event' },
  },
  {
    names: ['S3_DATA_EVENTS'],
    source: 'DataSources.S3Logs.Enable',
    usage: 'bucketEvents',
    meter: { name: 'Events of buckets', price: 'guardduty.s3_data_events', unit: 'event' },
  },
  {
    names: ['EBS_MALWARE_PROTECTION'],
    source: 'DataSources.MalwareProtection.ScanEc2InstanceWithFindings.EbsVolumes',
    usage: 'scannedGb',
    meter: { name: 'Malware scans of volumes', price: 'guardduty.malware_ebs', unit: 'GB' },
  },
  {
    names: ['RDS_LOGIN_EVENTS'],
    usage: 'databaseVcpus',
    meter: { name: 'Databases watched', price: 'guardduty.rds_vcpu', unit: 'vCPU-month' },
  },
  {
    names: ['RUNTIME_MONITORING', 'EKS_RUNTIME_MONITORING'],
    usage: 'runtimeVcpus',
    meter: { name: 'Run time watched', price: 'guardduty.runtime_ec2_vcpu', unit: 'vCPU-month' },
  },
  {
    names: ['LAMBDA_NETWORK_LOGS'],
    usage: 'functionLogGb',
    meter: { name: 'Network logs of functions', price: 'guardduty.vpc_flow_dns', unit: 'GB' },
  },
]

export const detector: PriceModel = definePriceModel({
  type: 'AWS::GuardDuty::Detector',
  refs: ['https://aws.amazon.com/guardduty/pricing/'],
  usage: {
    managementEvents: { unit: 'event', about: 'management events of CloudTrail that it looks at, a month' },
    networkLogGb: { unit: 'GB', about: 'flow and DNS logs that it looks at' },
    auditEvents: { unit: 'event', about: 'Kubernetes audit events that it looks at, a month' },
    bucketEvents: { unit: 'event', about: 'events of buckets that it looks at, a month' },
    scannedGb: { unit: 'GB', about: 'volumes scanned for malware' },
    databaseVcpus: { unit: 'vCPU-month', about: 'vCPUs of databases whose logins it watches' },
    runtimeVcpus: { unit: 'vCPU-month', about: 'vCPUs of instances and tasks whose run time it watches' },
    functionLogGb: { unit: 'GB', about: 'network logs of functions that it looks at' },
  },
  meters(node, usage, q) {
    const enabled = flagAt(q, node, 'Enable')
    if (isUnresolved(enabled)) return [waiting('Management events', 'event', enabled)]
    if (!enabled) return []
    return [
      { name: 'Management events', price: 'guardduty.cloudtrail_events', unit: 'event', quantity: usage['managementEvents'] },
      { name: 'Flow and DNS logs', price: 'guardduty.vpc_flow_dns', unit: 'GB', quantity: usage['networkLogGb'] },
      ...FEATURES.flatMap((feature) => (isEnabled(node, q, feature) ? [{ ...feature.meter, quantity: usage[feature.usage] }] : [])),
    ]
  },
})

function isEnabled(node: Resource, q: Query, { names, source }: Feature): boolean {
  if (source !== undefined && isOn(q, node, source)) return true
  return itemsAt(q, node, 'Features').some((feature) => {
    const name = textAt(q, feature, 'Name')
    return typeof name === 'string' && names.includes(name) && textAt(q, feature, 'Status') === 'ENABLED'
  })
}
