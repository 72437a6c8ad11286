/** An authority a service instance can grant to its technical client. */
export type Authority = {
  name: string;
  /** One sentence of what it allows. */
  allows: string;
  /** The token of a never-configured instance carries it. */
  isDefault: boolean;
};

const allows = {
  WORKFLOW_DEFINITION_GET: 'List workflow definitions and their versions, and read one.',
  WORKFLOW_DEFINITION_GET_MODEL: 'Read the model a workflow definition was deployed with.',
  WORKFLOW_DEFINITION_GET_SAMPLE_CONTEXT: 'Read the sample start context of a workflow definition.',
  WORKFLOW_DEFINITION_DEPLOY: 'Deploy workflow definitions.',
  WORKFLOW_DEFINITION_UNDEPLOY: 'Undeploy a workflow definition, with its instances if asked to.',
  WORKFLOW_INSTANCE_START: 'Start a workflow instance.',
  WORKFLOW_INSTANCE_GET: 'List workflow instances and read one.',
  WORKFLOW_INSTANCE_GET_ATTRIBUTES: 'Read the custom attributes of an instance.',
  WORKFLOW_INSTANCE_GET_CONTEXT: 'Read the context, that is the business data, of an instance.',
  WORKFLOW_INSTANCE_UPDATE_CONTEXT: 'Replace or change the context of an instance.',
  WORKFLOW_INSTANCE_GET_ATTACHMENTS: 'Read the attachments of an instance.',
  WORKFLOW_INSTANCE_UPDATE_ATTACHMENTS: 'Replace the attachments of an instance.',
  WORKFLOW_INSTANCE_GET_ERROR_MESSAGES: 'Read why the steps of an instance failed.',
  WORKFLOW_INSTANCE_GET_EXECUTION_LOGS: 'Read what an instance did, step by step.',
  WORKFLOW_INSTANCE_GET_ROLES: 'Read who may see and administer an instance.',
  WORKFLOW_INSTANCE_UPDATE_ROLES: 'Change who may see and administer an instance.',
  WORKFLOW_INSTANCE_CANCEL: 'Cancel an instance for good.',
  WORKFLOW_INSTANCE_RETRY_RESUME: 'Resume a suspended instance, or retry the failed steps of an erroneous one.',
  WORKFLOW_INSTANCE_SUSPEND: 'Suspend a running instance.',
  WORKFLOW_INSTANCES_UPDATE: 'Delete instances in bulk.',
  TASK_GET: 'List tasks and read one.',
  TASK_GET_ATTRIBUTES: 'Read the custom attributes of a task.',
  TASK_GET_CONTEXT: 'Read the context of a task.',
  TASK_GET_ATTACHMENTS: 'Read the attachments of a task.',
  TASK_GET_FORM: 'Read the form of a task.',
  TASK_GET_FORM_MODEL: 'Read the model behind the form of a task.',
  TASK_COMPLETE: 'Complete a task.',
  TASK_UPDATE: 'Change a task: its recipients, processor, priority, due date and texts.',
  TASK_DEFINITION_GET: 'List task definitions.',
  FORM_DEFINITION_GET: 'List forms.',
  FORM_DEFINITION_GET_MODEL: 'Read the model of a form.',
  FORM_DEFINITION_DEPLOY: 'Deploy forms.',
  FORM_DEFINITION_UNDEPLOY: 'Undeploy a form.',
  PROCESS_TEMPLATE_DEPLOY: 'Deploy process templates.',
  PROCESS_VARIANT_DEPLOY: 'Deploy process variants.',
  MESSAGE_SEND: 'Send a message to instances that wait for it.',
  JOB_STATUS_GET: 'Read how a job, such as an undeployment, stands.',
  DATA_EXPORT: 'Export all data of the tenant.',
  DATA_PURGE: 'Erase all definitions, instances and forms of the tenant.',
} as const;

/** What a never-configured instance grants. It lacks `WORKFLOW_DEFINITION_GET`, so the first GET is a 403. */
export const defaultAuthorities: readonly string[] = [
  'TASK_GET',
  'TASK_DEFINITION_GET',
  'WORKFLOW_DEFINITION_DEPLOY',
  'FORM_DEFINITION_DEPLOY',
  'PROCESS_TEMPLATE_DEPLOY',
  'PROCESS_VARIANT_DEPLOY',
];

/**
 * The 34 authorities SAP documents per operation, and the five more that the token of a never-configured instance
 * carries. There is no wildcard: each has to be granted by name.
 */
export const authorities: readonly Authority[] = Object.entries(allows).map(([name, sentence]) => ({
  name,
  allows: sentence,
  isDefault: defaultAuthorities.includes(name),
}));

const known = new Set<string>(Object.keys(allows));

/**
 * The authority in a scope: what follows the service's prefix, which ends at the last dot
 * (`workflow!b10150.TASK_GET` → `TASK_GET`). Scopes of the token service itself (`uaa.resource`) are no authorities and
 * stay as they are.
 */
export function authorityOfScope(scope: string): string {
  return scope.startsWith('uaa.') ? scope : scope.slice(scope.lastIndexOf('.') + 1);
}

/**
 * What of a token's scopes belongs into an authority list: the known authorities, and unknown ones that stand under the
 * same prefix. Scopes of the token service and of other applications are left out, since the list is the service's own.
 */
export function grantableAuthorities(scopes: readonly string[]): string[] {
  const isKnown = (scope: string) => known.has(authorityOfScope(scope));
  const prefixes = new Set(scopes.filter(isKnown).map(prefixOf));
  const isOurs = (scope: string) => isKnown(scope) || (prefixOf(scope) !== '' && prefixes.has(prefixOf(scope)));
  return [...new Set(scopes.filter(isOurs).map(authorityOfScope))];
}

function prefixOf(scope: string): string {
  return scope.slice(0, scope.lastIndexOf('.') + 1);
}
