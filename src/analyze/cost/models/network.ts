import type { PriceModel } from '../model.js'
import { restApi } from './apigateway/rest-api.js'
import { restStage } from './apigateway/stage.js'
import { httpOrWebSocketApi } from './apigatewayv2/api.js'
import { eventApi } from './appsync/api.js'
import { graphqlApi } from './appsync/graphql-api.js'
import { distribution } from './cloudfront/distribution.js'
import { keyValueStore } from './cloudfront/key-value-store.js'
import { monitoringSubscription } from './cloudfront/monitoring-subscription.js'
import { realtimeLogConfig } from './cloudfront/realtime-log-config.js'
import { directConnection } from './directconnect/connection.js'
import { directConnectGatewayAssociation } from './directconnect/direct-connect-gateway-association.js'
import { privateVirtualInterface } from './directconnect/private-virtual-interface.js'
import { publicVirtualInterface } from './directconnect/public-virtual-interface.js'
import { transitVirtualInterface } from './directconnect/transit-virtual-interface.js'
import { classicLoadBalancer } from './elasticloadbalancing/load-balancer.js'
import { loadBalancer } from './elasticloadbalancingv2/load-balancer.js'
import { trustStore } from './elasticloadbalancingv2/trust-store.js'
import { accelerator } from './globalaccelerator/accelerator.js'
import { firewall } from './networkfirewall/firewall.js'
import { healthCheck } from './route53/health-check.js'
import { hostedZone } from './route53/hosted-zone.js'
import { firewallRuleGroupAssociation } from './route53resolver/firewall-rule-group-association.js'
import { resolverEndpoint } from './route53resolver/resolver-endpoint.js'
import { privateDnsNamespace } from './servicediscovery/private-dns-namespace.js'
import { publicDnsNamespace } from './servicediscovery/public-dns-namespace.js'
import { latticeService } from './vpclattice/service.js'

export const NETWORK: readonly PriceModel[] = [
  accelerator,
  classicLoadBalancer,
  directConnectGatewayAssociation,
  directConnection,
  distribution,
  eventApi,
  firewall,
  firewallRuleGroupAssociation,
  graphqlApi,
  healthCheck,
  hostedZone,
  httpOrWebSocketApi,
  keyValueStore,
  latticeService,
  loadBalancer,
  monitoringSubscription,
  privateDnsNamespace,
  privateVirtualInterface,
  publicDnsNamespace,
  publicVirtualInterface,
  realtimeLogConfig,
  resolverEndpoint,
  restApi,
  restStage,
  transitVirtualInterface,
  trustStore,
]
