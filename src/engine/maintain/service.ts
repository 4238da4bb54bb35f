/** The engine as a service of the system: what it is, and the file or script each system wants. */
export { serviceKinds, serviceLimits, serviceMark, serviceNameOf, type ServiceDefinition, type ServiceKind } from './service/definition.ts';
export { serviceFile, serviceSteps, type ServiceSteps } from './service/service.ts';
