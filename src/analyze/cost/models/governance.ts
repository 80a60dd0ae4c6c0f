import type { PriceModel } from '../model.js'
import { certificateAuthority } from './acmpca/certificate-authority.js'
import { prometheusWorkspace } from './aps/workspace.js'
import { eventDataStore } from './cloudtrail/event-data-store.js'
import { trail } from './cloudtrail/trail.js'
import { alarm } from './cloudwatch/alarm.js'
import { compositeAlarm } from './cloudwatch/composite-alarm.js'
import { dashboard } from './cloudwatch/dashboard.js'
import { metricStream } from './cloudwatch/metric-stream.js'
import { userPool } from './cognito/user-pool.js'
import { configRule } from './config/config-rule.js'
import { configurationRecorder } from './config/configuration-recorder.js'
import { conformancePack } from './config/conformance-pack.js'
import { organizationConfigRule } from './config/organization-config-rule.js'
import { organizationConformancePack } from './config/organization-conformance-pack.js'
import { microsoftAd } from './directoryservice/microsoft-ad.js'
import { grafanaWorkspace } from './grafana/workspace.js'
import { detector } from './guardduty/detector.js'
import { malwareProtectionPlan } from './guardduty/malware-protection-plan.js'
import { key } from './kms/key.js'
import { replicaKey } from './kms/replica-key.js'
import { logGroup } from './logs/log-group.js'
import { metricFilter } from './logs/metric-filter.js'
import { macieSession } from './macie/session.js'
import { appMonitor } from './rum/app-monitor.js'
import { secret } from './secretsmanager/secret.js'
import { securityHub } from './securityhub/hub.js'
import { shieldProtection } from './shield/protection.js'
import { parameter } from './ssm/parameter.js'
import { canary } from './synthetics/canary.js'
import { globalClassicWebAcl } from './waf/web-acl.js'
import { regionalClassicWebAcl } from './wafregional/web-acl.js'
import { ruleGroup } from './wafv2/rule-group.js'
import { webAcl } from './wafv2/web-acl.js'

export const GOVERNANCE: readonly PriceModel[] = [
  alarm,
  appMonitor,
  canary,
  certificateAuthority,
  compositeAlarm,
  configRule,
  configurationRecorder,
  conformancePack,
  dashboard,
  detector,
  eventDataStore,
  globalClassicWebAcl,
  grafanaWorkspace,
  key,
  logGroup,
  macieSession,
  malwareProtectionPlan,
  metricFilter,
  metricStream,
  microsoftAd,
  organizationConfigRule,
  organizationConformancePack,
  parameter,
  prometheusWorkspace,
  regionalClassicWebAcl,
  replicaKey,
  ruleGroup,
  secret,
  securityHub,
  shieldProtection,
  trail,
  userPool,
  webAcl,
]
