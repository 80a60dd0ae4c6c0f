import { type AssumptionRow, OWN, READ } from './row.js'

/** Logs and traces. */
export const LOG_ASSUMPTIONS = {
  'log-per-request': {
    unit: 'size',
    default: '1 KB',
    from: '0 B',
    to: '1 GB',
    about: 'log text that the application writes for a request or message',
    why: 'three or four structured lines',
    ...OWN,
  },
  'access-log-per-request': {
    unit: 'size',
    default: '0.5 KB',
    from: '0 B',
    to: '1 MB',
    about: 'line that a front door (API Gateway, ALB, CloudFront, WAF) logs for a request',
    why: 'one line with the usual 20 to 30 fields',
    ...OWN,
  },
  'flow-log-per-request': {
    unit: 'size',
    default: '0.2 KB',
    from: '0 B',
    to: '1 MB',
    about: 'VPC flow log text for a request that passes the VPC',
    why: 'a record is about 120 bytes and holds a connection, which several requests share; each request makes about two hops',
    ...OWN,
  },
  'log-compression': {
    unit: 'share',
    default: '15%',
    from: '1%',
    to: '100%',
    about: 'size at which CloudWatch Logs stores what was ingested',
    why: 'the storage compression factor of the AWS Pricing Calculator',
    basis: 'document',
    source: 'https://calculator.aws',
    asOf: READ,
  },
  'trace-sampling': {
    unit: 'share',
    default: '5%',
    from: '0%',
    to: '100%',
    about: 'share of requests that X-Ray traces beyond the first one of each second, where tracing is on',
    why: "X-Ray's default rule, the only one for functions",
    basis: 'document',
    source: 'https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html',
    asOf: READ,
  },
} as const satisfies Record<string, AssumptionRow>
