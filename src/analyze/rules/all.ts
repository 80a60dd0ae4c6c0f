import { apiRouteHasAuthorization } from './security/api-route-has-authorization.js'
import { apiStageHasAccessLog } from './security/api-stage-has-access-log.js'
import { apiValidatesRequests } from './security/api-validates-requests.js'
import { bucketBlocksPublicAccess } from './security/bucket-blocks-public-access.js'
import { bucketHasAccessLog } from './security/bucket-has-access-log.js'
import { bucketIsNotPublic } from './security/bucket-is-not-public.js'
import { bucketRequiresTls } from './security/bucket-requires-tls.js'
import { cacheIsEncryptedAtRest } from './security/cache-is-encrypted-at-rest.js'
import { cacheIsEncryptedInTransit } from './security/cache-is-encrypted-in-transit.js'
import { databaseIsEncrypted } from './security/database-is-encrypted.js'
import { databaseIsPrivate } from './security/database-is-private.js'
import { distributionHasAccessLog } from './security/distribution-has-access-log.js'
import { distributionHasWebAcl } from './security/distribution-has-web-acl.js'
import { distributionOriginUsesTls } from './security/distribution-origin-uses-tls.js'
import { distributionRedirectsToHttps } from './security/distribution-redirects-to-https.js'
import { distributionUsesModernTls } from './security/distribution-uses-modern-tls.js'
import { fileSystemIsEncrypted } from './security/file-system-is-encrypted.js'
import { identityPoolRefusesGuests } from './security/identity-pool-refuses-guests.js'
import { keyRotates } from './security/key-rotates.js'
import { secretRotates } from './security/secret-rotates.js'
import { subnetAssignsNoPublicIp } from './security/subnet-assigns-no-public-ip.js'
import { userPoolHasPasswordPolicy } from './security/user-pool-has-password-policy.js'
import { userPoolHasThreatProtection } from './security/user-pool-has-threat-protection.js'
import { userPoolRequiresMfa } from './security/user-pool-requires-mfa.js'
import { volumeIsEncrypted } from './security/volume-is-encrypted.js'
import { vpcHasFlowLog } from './security/vpc-has-flow-log.js'
import { backupsReachBackAWeek } from './reliability/backups-reach-back-a-week.js'
import { bucketKeepsVersions } from './reliability/bucket-keeps-versions.js'
import { databaseHasBackups } from './reliability/database-has-backups.js'
import { databaseIsProtectedFromDeletion } from './reliability/database-is-protected-from-deletion.js'
import { databaseSpansZones } from './reliability/database-spans-zones.js'
import { queueHasDeadLetterQueue } from './reliability/queue-has-dead-letter-queue.js'
import { statefulResourceIsRetained } from './reliability/stateful-resource-is-retained.js'
import { logGroupHasRetention } from './cost-optimization/log-group-has-retention.js'
import { stackHasBudget } from './cost-optimization/stack-has-budget.js'
import { volumeIsGp3 } from './cost-optimization/volume-is-gp3.js'
import type { Rule } from './rule.js'

/** Every rule, by pillar and then by id. */
export const ALL_RULES: readonly Rule[] = [
  apiRouteHasAuthorization,
  apiStageHasAccessLog,
  apiValidatesRequests,
  bucketBlocksPublicAccess,
  bucketHasAccessLog,
  bucketIsNotPublic,
  bucketRequiresTls,
  cacheIsEncryptedAtRest,
  cacheIsEncryptedInTransit,
  databaseIsEncrypted,
  databaseIsPrivate,
  distributionHasAccessLog,
  distributionHasWebAcl,
  distributionOriginUsesTls,
  distributionRedirectsToHttps,
  distributionUsesModernTls,
  fileSystemIsEncrypted,
  identityPoolRefusesGuests,
  keyRotates,
  secretRotates,
  subnetAssignsNoPublicIp,
  userPoolHasPasswordPolicy,
  userPoolHasThreatProtection,
  userPoolRequiresMfa,
  volumeIsEncrypted,
  vpcHasFlowLog,
  backupsReachBackAWeek,
  bucketKeepsVersions,
  databaseHasBackups,
  databaseIsProtectedFromDeletion,
  databaseSpansZones,
  queueHasDeadLetterQueue,
  statefulResourceIsRetained,
  logGroupHasRetention,
  stackHasBudget,
  volumeIsGp3,
]
