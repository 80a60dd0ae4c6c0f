import type { PriceModel } from '../model.js'
import { appRunnerService } from './apprunner/service.js'
import { autoScalingGroup } from './autoscaling/auto-scaling-group.js'
import { computeEnvironment } from './batch/compute-environment.js'
import { capacityReservation } from './ec2/capacity-reservation.js'
import { clientVpnEndpoint } from './ec2/client-vpn-endpoint.js'
import { clientVpnTargetNetworkAssociation } from './ec2/client-vpn-target-network-association.js'
import { ec2Fleet } from './ec2/ec2-fleet.js'
import { elasticIp } from './ec2/eip.js'
import { flowLog } from './ec2/flow-log.js'
import { instance } from './ec2/instance.js'
import { ipam } from './ec2/ipam.js'
import { natGateway } from './ec2/nat-gateway.js'
import { networkInsightsAnalysis } from './ec2/network-insights-analysis.js'
import { spotFleet } from './ec2/spot-fleet.js'
import { trafficMirrorSession } from './ec2/traffic-mirror-session.js'
import { transitGatewayAttachment } from './ec2/transit-gateway-attachment.js'
import { transitGatewayPeeringAttachment } from './ec2/transit-gateway-peering-attachment.js'
import { transitGatewayVpcAttachment } from './ec2/transit-gateway-vpc-attachment.js'
import { volume } from './ec2/volume.js'
import { vpcEndpoint } from './ec2/vpc-endpoint.js'
import { vpnConnection } from './ec2/vpn-connection.js'
import { publicRepository } from './ecr/public-repository.js'
import { registryScanning } from './ecr/registry-scanning-configuration.js'
import { repository } from './ecr/repository.js'
import { ecsCluster } from './ecs/cluster.js'
import { ecsService } from './ecs/service.js'
import { eksCluster } from './eks/cluster.js'
import { fargateProfile } from './eks/fargate-profile.js'
import { nodegroup } from './eks/nodegroup.js'
import { environment } from './elasticbeanstalk/environment.js'
import { emrCluster } from './emr/cluster.js'
import { instanceGroupConfig } from './emr/instance-group-config.js'
import { lambdaAlias } from './lambda/alias.js'
import { lambdaFunction } from './lambda/function.js'
import { lambdaUrl } from './lambda/url.js'
import { lambdaVersion } from './lambda/version.js'
import { studioApp } from './sagemaker/app.js'
import { trainingCluster } from './sagemaker/cluster.js'
import { endpoint } from './sagemaker/endpoint.js'
import { notebookInstance } from './sagemaker/notebook-instance.js'

export const COMPUTE: readonly PriceModel[] = [
  appRunnerService,
  autoScalingGroup,
  capacityReservation,
  clientVpnEndpoint,
  clientVpnTargetNetworkAssociation,
  computeEnvironment,
  ec2Fleet,
  ecsCluster,
  ecsService,
  eksCluster,
  elasticIp,
  emrCluster,
  endpoint,
  environment,
  fargateProfile,
  flowLog,
  instance,
  instanceGroupConfig,
  ipam,
  lambdaAlias,
  lambdaFunction,
  lambdaUrl,
  lambdaVersion,
  natGateway,
  networkInsightsAnalysis,
  nodegroup,
  notebookInstance,
  publicRepository,
  registryScanning,
  repository,
  spotFleet,
  studioApp,
  trafficMirrorSession,
  trainingCluster,
  transitGatewayAttachment,
  transitGatewayPeeringAttachment,
  transitGatewayVpcAttachment,
  volume,
  vpcEndpoint,
  vpnConnection,
]
