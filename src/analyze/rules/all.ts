import { apiDomainUsesModernTls } from './security/api-domain-uses-modern-tls.js'
import { apiRouteHasAuthorization } from './security/api-route-has-authorization.js'
import { apiStageHasAccessLog } from './security/api-stage-has-access-log.js'
import { apiValidatesRequests } from './security/api-validates-requests.js'
import { bucketBlocksPublicAccess } from './security/bucket-blocks-public-access.js'
import { bucketHasAccessLog } from './security/bucket-has-access-log.js'
import { bucketIsNotPublic } from './security/bucket-is-not-public.js'
import { bucketRequiresTls } from './security/bucket-requires-tls.js'
import { buildArtifactsAreEncrypted } from './security/build-artifacts-are-encrypted.js'
import { cacheIsEncryptedAtRest } from './security/cache-is-encrypted-at-rest.js'
import { cacheIsEncryptedInTransit } from './security/cache-is-encrypted-in-transit.js'
import { containerIsNotPrivileged } from './security/container-is-not-privileged.js'
import { databaseAcceptsIamAuthentication } from './security/database-accepts-iam-authentication.js'
import { databaseIsEncrypted } from './security/database-is-encrypted.js'
import { databaseIsPrivate } from './security/database-is-private.js'
import { deliveryStreamIsEncrypted } from './security/delivery-stream-is-encrypted.js'
import { distributionHasAccessLog } from './security/distribution-has-access-log.js'
import { distributionHasWebAcl } from './security/distribution-has-web-acl.js'
import { distributionOriginUsesTls } from './security/distribution-origin-uses-tls.js'
import { distributionRedirectsToHttps } from './security/distribution-redirects-to-https.js'
import { distributionUsesModernTls } from './security/distribution-uses-modern-tls.js'
import { endpointHasWebAcl } from './security/endpoint-has-web-acl.js'
import { endpointServiceAsksFirst } from './security/endpoint-service-asks-first.js'
import { fileSystemIsEncrypted } from './security/file-system-is-encrypted.js'
import { functionUrlHasAuthorization } from './security/function-url-has-authorization.js'
import { identityPoolRefusesGuests } from './security/identity-pool-refuses-guests.js'
import { imageTagsAreImmutable } from './security/image-tags-are-immutable.js'
import { instanceHasNoPublicIp } from './security/instance-has-no-public-ip.js'
import { instanceRequiresImdsv2 } from './security/instance-requires-imdsv2.js'
import { kafkaIsEncryptedInTransit } from './security/kafka-is-encrypted-in-transit.js'
import { keyRotates } from './security/key-rotates.js'
import { kubernetesEndpointIsPrivate } from './security/kubernetes-endpoint-is-private.js'
import { kubernetesSecretsAreEncrypted } from './security/kubernetes-secrets-are-encrypted.js'
import { listenerUsesModernTls } from './security/listener-uses-modern-tls.js'
import { listenerUsesTls } from './security/listener-uses-tls.js'
import { loadBalancerDropsInvalidHeaders } from './security/load-balancer-drops-invalid-headers.js'
import { loadBalancerHasAccessLog } from './security/load-balancer-has-access-log.js'
import { noHardCodedCredentials } from './security/no-hard-coded-credentials.js'
import { notebookHasNoDirectInternet } from './security/notebook-has-no-direct-internet.js'
import { passRoleNamesItsRoles } from './security/pass-role-names-its-roles.js'
import { permissionNamesItsSource } from './security/permission-names-its-source.js'
import { policyAllowsByName } from './security/policy-allows-by-name.js'
import { policyHasNoWildcardService } from './security/policy-has-no-wildcard-service.js'
import { policyNamesItsResources } from './security/policy-names-its-resources.js'
import { queueIsEncrypted } from './security/queue-is-encrypted.js'
import { queueRequiresTls } from './security/queue-requires-tls.js'
import { redshiftRequiresTls } from './security/redshift-requires-tls.js'
import { redshiftWritesAuditLog } from './security/redshift-writes-audit-log.js'
import { repositoryScansImages } from './security/repository-scans-images.js'
import { resourcePolicyNamesCallers } from './security/resource-policy-names-callers.js'
import { roleHasNoAdministratorPolicy } from './security/role-has-no-administrator-policy.js'
import { roleTrustsOnlyNamedCallers } from './security/role-trusts-only-named-callers.js'
import { roleUsesItsOwnPolicies } from './security/role-uses-its-own-policies.js'
import { searchDomainEncryptsBetweenNodes } from './security/search-domain-encrypts-between-nodes.js'
import { searchDomainIsEncrypted } from './security/search-domain-is-encrypted.js'
import { searchDomainIsInVpc } from './security/search-domain-is-in-vpc.js'
import { searchDomainRequiresHttps } from './security/search-domain-requires-https.js'
import { secretPropertyIsNotWrittenOut } from './security/secret-property-is-not-written-out.js'
import { secretRotates } from './security/secret-rotates.js'
import { securityGroupKeepsAdminAndDataPortsClosed } from './security/security-group-keeps-admin-and-data-ports-closed.js'
import { securityGroupOpensOnlyWebPorts } from './security/security-group-opens-only-web-ports.js'
import { securityGroupRulesAreDescribed } from './security/security-group-rules-are-described.js'
import { serviceAssignsNoPublicIp } from './security/service-assigns-no-public-ip.js'
import { streamIsEncrypted } from './security/stream-is-encrypted.js'
import { subnetAssignsNoPublicIp } from './security/subnet-assigns-no-public-ip.js'
import { taskRootFilesystemIsReadOnly } from './security/task-root-filesystem-is-read-only.js'
import { taskVolumeIsEncryptedInTransit } from './security/task-volume-is-encrypted-in-transit.js'
import { topicIsEncrypted } from './security/topic-is-encrypted.js'
import { topicRequiresTls } from './security/topic-requires-tls.js'
import { trailCoversAllRegions } from './security/trail-covers-all-regions.js'
import { trailIsEncrypted } from './security/trail-is-encrypted.js'
import { trailValidatesItsFiles } from './security/trail-validates-its-files.js'
import { transferServerIsInVpc } from './security/transfer-server-is-in-vpc.js'
import { userHasNoPolicies } from './security/user-has-no-policies.js'
import { userPoolHasPasswordPolicy } from './security/user-pool-has-password-policy.js'
import { userPoolHasThreatProtection } from './security/user-pool-has-threat-protection.js'
import { userPoolRequiresMfa } from './security/user-pool-requires-mfa.js'
import { volumeIsEncrypted } from './security/volume-is-encrypted.js'
import { vpcHasFlowLog } from './security/vpc-has-flow-log.js'
import { webAclWritesLogs } from './security/web-acl-writes-logs.js'
import { workloadHasItsOwnVpc } from './security/workload-has-its-own-vpc.js'
import { workspaceIsEncrypted } from './security/workspace-is-encrypted.js'
import { backupsReachBackAWeek } from './reliability/backups-reach-back-a-week.js'
import { bucketKeepsVersions } from './reliability/bucket-keeps-versions.js'
import { dataIsInABackupPlan } from './reliability/data-is-in-a-backup-plan.js'
import { databaseHasBackups } from './reliability/database-has-backups.js'
import { databaseIsProtectedFromDeletion } from './reliability/database-is-protected-from-deletion.js'
import { databaseSpansZones } from './reliability/database-spans-zones.js'
import { databaseTakesMinorUpgrades } from './reliability/database-takes-minor-upgrades.js'
import { eventTargetHasDeadLetterQueue } from './reliability/event-target-has-dead-letter-queue.js'
import { functionHasFailureDestination } from './reliability/function-has-failure-destination.js'
import { groupUsesLoadBalancerHealth } from './reliability/group-uses-load-balancer-health.js'
import { invokeConfigKeepsFailures } from './reliability/invoke-config-keeps-failures.js'
import { loadBalancerIsProtectedFromDeletion } from './reliability/load-balancer-is-protected-from-deletion.js'
import { queueHasDeadLetterQueue } from './reliability/queue-has-dead-letter-queue.js'
import { queueVisibilityCoversFunction } from './reliability/queue-visibility-covers-function.js'
import { searchDomainSpansZones } from './reliability/search-domain-spans-zones.js'
import { serviceRollsBackFailedDeployments } from './reliability/service-rolls-back-failed-deployments.js'
import { serviceRunsInSeveralZones } from './reliability/service-runs-in-several-zones.js'
import { statefulResourceIsRetained } from './reliability/stateful-resource-is-retained.js'
import { subscriptionHasDeadLetterQueue } from './reliability/subscription-has-dead-letter-queue.js'
import { tableHasPointInTimeRecovery } from './reliability/table-has-point-in-time-recovery.js'
import { alarmHasAction } from './operational-excellence/alarm-has-action.js'
import { apiStageIsTraced } from './operational-excellence/api-stage-is-traced.js'
import { clusterHasContainerInsights } from './operational-excellence/cluster-has-container-insights.js'
import { containerWritesLogs } from './operational-excellence/container-writes-logs.js'
import { databaseExportsLogs } from './operational-excellence/database-exports-logs.js'
import { deadLetterQueueHasAlarm } from './operational-excellence/dead-letter-queue-has-alarm.js'
import { functionIsTraced } from './operational-excellence/function-is-traced.js'
import { functionMayWriteItsLog } from './operational-excellence/function-may-write-its-log.js'
import { functionRuntimeIsSupported } from './operational-excellence/function-runtime-is-supported.js'
import { graphqlApiWritesLogs } from './operational-excellence/graphql-api-writes-logs.js'
import { kafkaWritesLogs } from './operational-excellence/kafka-writes-logs.js'
import { kubernetesControlPlaneWritesLogs } from './operational-excellence/kubernetes-control-plane-writes-logs.js'
import { searchDomainWritesLogs } from './operational-excellence/search-domain-writes-logs.js'
import { stateMachineIsTraced } from './operational-excellence/state-machine-is-traced.js'
import { stateMachineWritesLogs } from './operational-excellence/state-machine-writes-logs.js'
import { trailSendsToCloudwatchLogs } from './operational-excellence/trail-sends-to-cloudwatch-logs.js'
import { bucketDropsIncompleteUploads } from './cost-optimization/bucket-drops-incomplete-uploads.js'
import { instanceTypeIsCurrent } from './cost-optimization/instance-type-is-current.js'
import { logGroupHasRetention } from './cost-optimization/log-group-has-retention.js'
import { stackHasBudget } from './cost-optimization/stack-has-budget.js'
import { volumeIsGp3 } from './cost-optimization/volume-is-gp3.js'
import { vpcHasGatewayEndpoints } from './cost-optimization/vpc-has-gateway-endpoints.js'
import { distributionCompresses } from './performance-efficiency/distribution-compresses.js'
import { provisionedTableScales } from './performance-efficiency/provisioned-table-scales.js'
import { functionRunsOnArm } from './sustainability/function-runs-on-arm.js'
import type { Rule } from './rule.js'

/** Every rule, by pillar and then by id. */
export const ALL_RULES: readonly Rule[] = [
  apiDomainUsesModernTls,
  apiRouteHasAuthorization,
  apiStageHasAccessLog,
  apiValidatesRequests,
  bucketBlocksPublicAccess,
  bucketHasAccessLog,
  bucketIsNotPublic,
  bucketRequiresTls,
  buildArtifactsAreEncrypted,
  cacheIsEncryptedAtRest,
  cacheIsEncryptedInTransit,
  containerIsNotPrivileged,
  databaseAcceptsIamAuthentication,
  databaseIsEncrypted,
  databaseIsPrivate,
  deliveryStreamIsEncrypted,
  distributionHasAccessLog,
  distributionHasWebAcl,
  distributionOriginUsesTls,
  distributionRedirectsToHttps,
  distributionUsesModernTls,
  endpointHasWebAcl,
  endpointServiceAsksFirst,
  fileSystemIsEncrypted,
  functionUrlHasAuthorization,
  identityPoolRefusesGuests,
  imageTagsAreImmutable,
  instanceHasNoPublicIp,
  instanceRequiresImdsv2,
  kafkaIsEncryptedInTransit,
  keyRotates,
  kubernetesEndpointIsPrivate,
  kubernetesSecretsAreEncrypted,
  listenerUsesModernTls,
  listenerUsesTls,
  loadBalancerDropsInvalidHeaders,
  loadBalancerHasAccessLog,
  noHardCodedCredentials,
  notebookHasNoDirectInternet,
  passRoleNamesItsRoles,
  permissionNamesItsSource,
  policyAllowsByName,
  policyHasNoWildcardService,
  policyNamesItsResources,
  queueIsEncrypted,
  queueRequiresTls,
  redshiftRequiresTls,
  redshiftWritesAuditLog,
  repositoryScansImages,
  resourcePolicyNamesCallers,
  roleHasNoAdministratorPolicy,
  roleTrustsOnlyNamedCallers,
  roleUsesItsOwnPolicies,
  searchDomainEncryptsBetweenNodes,
  searchDomainIsEncrypted,
  searchDomainIsInVpc,
  searchDomainRequiresHttps,
  secretPropertyIsNotWrittenOut,
  secretRotates,
  securityGroupKeepsAdminAndDataPortsClosed,
  securityGroupOpensOnlyWebPorts,
  securityGroupRulesAreDescribed,
  serviceAssignsNoPublicIp,
  streamIsEncrypted,
  subnetAssignsNoPublicIp,
  taskRootFilesystemIsReadOnly,
  taskVolumeIsEncryptedInTransit,
  topicIsEncrypted,
  topicRequiresTls,
  trailCoversAllRegions,
  trailIsEncrypted,
  trailValidatesItsFiles,
  transferServerIsInVpc,
  userHasNoPolicies,
  userPoolHasPasswordPolicy,
  userPoolHasThreatProtection,
  userPoolRequiresMfa,
  volumeIsEncrypted,
  vpcHasFlowLog,
  webAclWritesLogs,
  workloadHasItsOwnVpc,
  workspaceIsEncrypted,
  backupsReachBackAWeek,
  bucketKeepsVersions,
  dataIsInABackupPlan,
  databaseHasBackups,
  databaseIsProtectedFromDeletion,
  databaseSpansZones,
  databaseTakesMinorUpgrades,
  eventTargetHasDeadLetterQueue,
  functionHasFailureDestination,
  groupUsesLoadBalancerHealth,
  invokeConfigKeepsFailures,
  loadBalancerIsProtectedFromDeletion,
  queueHasDeadLetterQueue,
  queueVisibilityCoversFunction,
  searchDomainSpansZones,
  serviceRollsBackFailedDeployments,
  serviceRunsInSeveralZones,
  statefulResourceIsRetained,
  subscriptionHasDeadLetterQueue,
  tableHasPointInTimeRecovery,
  alarmHasAction,
  apiStageIsTraced,
  clusterHasContainerInsights,
  containerWritesLogs,
  databaseExportsLogs,
  deadLetterQueueHasAlarm,
  functionIsTraced,
  functionMayWriteItsLog,
  functionRuntimeIsSupported,
  graphqlApiWritesLogs,
  kafkaWritesLogs,
  kubernetesControlPlaneWritesLogs,
  searchDomainWritesLogs,
  stateMachineIsTraced,
  stateMachineWritesLogs,
  trailSendsToCloudwatchLogs,
  bucketDropsIncompleteUploads,
  instanceTypeIsCurrent,
  logGroupHasRetention,
  stackHasBudget,
  volumeIsGp3,
  vpcHasGatewayEndpoints,
  distributionCompresses,
  provisionedTableScales,
  functionRunsOnArm,
]
