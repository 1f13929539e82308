/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What a run may do with what is linked. */
export type Access =
  /** It may be read. */
  | 'READ_ONLY'
  /** It may be read and changed. */
  | 'READ_WRITE';

/** A condition on Activity rows. Keys side by side must all hold. */
export type ActivityFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<ActivityFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: ActivityFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<ActivityFilter> | null | undefined;
  /** Who did it, or in whose name it was done; null is Concord itself. */
  actor?: PrincipalFilter | null | undefined;
  /** When it happened. */
  createdAt?: DateTimeFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** What that row is part of: of a run its session, of a session its agent. */
  parentId?: IdFilter | null | undefined;
  /** Its place in its workspace's order, growing; null for the moment until it is settled what came before. */
  position?: BigIntFilter | null | undefined;
  /** The row it happened to; it may be gone. */
  subjectId?: IdFilter | null | undefined;
  /** What happened, such as `agent.published`. */
  type?: StringFilter | null | undefined;
  /** The workspace in which it happened. */
  workspace?: WorkspaceFilter | null | undefined;
};

/** A condition on a list of Activity rows, of which those in the trash or out of use do not count. */
export type ActivityListFilter = {
  /** All of them match; true where there are none. */
  every?: ActivityFilter | null | undefined;
  /** None of them matches. */
  none?: ActivityFilter | null | undefined;
  /** At least one of them matches; {} asks only that there is one. */
  some?: ActivityFilter | null | undefined;
};

/** A condition on Agent rows. Keys side by side must all hold. */
export type AgentFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<AgentFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: AgentFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<AgentFilter> | null | undefined;
  /** What happened to it, the last first. */
  activities?: ActivityListFilter | null | undefined;
  /** When it was put out of use. */
  archivedAt?: DateTimeFilter | null | undefined;
  /** When it was made. */
  createdAt?: DateTimeFilter | null | undefined;
  /** Who made it. */
  createdBy?: PrincipalFilter | null | undefined;
  /** What you edit: the draft if there is one, else the default. */
  currentVersion?: AgentVersionFilter | null | undefined;
  /** The version that runs where none is named: the last published or the chosen one. */
  defaultVersion?: AgentVersionFilter | null | undefined;
  /** When it was put in the trash. */
  deletedAt?: DateTimeFilter | null | undefined;
  /** What it is for. */
  description?: StringFilter | null | undefined;
  /** The version that is being edited. */
  draftVersion?: AgentVersionFilter | null | undefined;
  /** The id that the owner's own systems give it; unique in the workspace. */
  externalId?: StringFilter | null | undefined;
  /** What people thought of its sessions. */
  feedback?: FeedbackListFilter | null | undefined;
  /** The files of its current version. */
  files?: FileListFilter | null | undefined;
  /** Its readable name for paths and prompts, unique in the workspace. */
  handle?: StringFilter | null | undefined;
  /** Whether it is being edited. */
  hasDraft?: BooleanFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** Whether it comes with Concord: everybody reads it, nobody edits it. */
  isSystem?: BooleanFilter | null | undefined;
  /** The links that lead to it. */
  linkedBy?: LinkListFilter | null | undefined;
  /** The MCP servers of its current version. */
  mcpServers?: McpServerListFilter | null | undefined;
  /** The memory stores that are its own. */
  memories?: MemoryStoreListFilter | null | undefined;
  /** The memory stores of its current version. */
  memoryStores?: MemoryStoreListFilter | null | undefined;
  /** What people call it. */
  name?: StringFilter | null | undefined;
  /** Who owns it. */
  owner?: PrincipalFilter | null | undefined;
  /** How long it stays in the trash. */
  retentionTier?: RetentionTierFilter | null | undefined;
  /** Whom its tools act for. */
  runtimeUser?: PrincipalFilter | null | undefined;
  /** The secrets of its current version. */
  secrets?: SecretListFilter | null | undefined;
  /** How one of its variations is picked for a session that names none. */
  selection?: SelectionFilter | null | undefined;
  /** The semantic data models of its current version. */
  semanticDataModels?: SemanticDataModelListFilter | null | undefined;
  /** The agent's sessions, newest first. */
  sessions?: SessionListFilter | null | undefined;
  /** The skills of its current version. */
  skills?: SkillListFilter | null | undefined;
  /** Whether a published version runs by default. */
  state?: AgentStateFilter | null | undefined;
  /** Whether it is a draft, live or out of use. */
  status?: AgentStatusFilter | null | undefined;
  /** The agents that it may call: those of its current version. */
  subAgents?: AgentListFilter | null | undefined;
  /** The tool sets of its current version. */
  toolSets?: ToolSetListFilter | null | undefined;
  /** The single tools of its current version. */
  tools?: ToolListFilter | null | undefined;
  /** When it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** Its variations, newest first. */
  variations?: VariationListFilter | null | undefined;
  /** Its versions and its draft, the one that was begun last first. */
  versions?: AgentVersionListFilter | null | undefined;
  /** What was delivered of it. */
  webhookDeliveries?: WebhookDeliveryListFilter | null | undefined;
  /** The endpoints that are told of it alone. */
  webhookEndpoints?: WebhookEndpointListFilter | null | undefined;
  /** The workspace it is in; null for what comes with Concord. */
  workspace?: WorkspaceFilter | null | undefined;
};

/** What you believe of an agent; if it is not so, nothing is changed: CONFLICT. */
export type AgentIf = {
  /** Whether it is out of use. */
  archived?: boolean | null | undefined;
  /** Whether it is in the trash. */
  deleted?: boolean | null | undefined;
  /** Whether it is being edited. */
  hasDraft?: boolean | null | undefined;
  /** Whether you own it; if not: FORBIDDEN. */
  owned?: boolean | null | undefined;
  /** Whether anything is published. */
  state?: AgentState | null | undefined;
  /** Whether it is a draft, live or archived. */
  status?: AgentStatus | null | undefined;
  /** When it was last changed: whether it is still as you read it. */
  updatedAt?: string | null | undefined;
  /** The number of the version that runs by default. */
  version?: number | null | undefined;
  /** Its workspace; if it lies in another: NOT_FOUND. */
  within?: string | number | null | undefined;
};

/** A condition on a list of Agent rows, of which those in the trash or out of use do not count. */
export type AgentListFilter = {
  /** All of them match; true where there are none. */
  every?: AgentFilter | null | undefined;
  /** None of them matches. */
  none?: AgentFilter | null | undefined;
  /** At least one of them matches; {} asks only that there is one. */
  some?: AgentFilter | null | undefined;
};

/** One key by which Agent rows are ordered: exactly one field. */
export type AgentOrderBy =
  {   /** When it was put out of use. */
  archivedAt: OrderDirection; createdAt?: never; deletedAt?: never; handle?: never; id?: never; name?: never; updatedAt?: never; }
  |  { archivedAt?: never;   /** When it was made. */
  createdAt: OrderDirection; deletedAt?: never; handle?: never; id?: never; name?: never; updatedAt?: never; }
  |  { archivedAt?: never; createdAt?: never;   /** When it was put in the trash. */
  deletedAt: OrderDirection; handle?: never; id?: never; name?: never; updatedAt?: never; }
  |  { archivedAt?: never; createdAt?: never; deletedAt?: never;   /** Its readable name for paths and prompts, unique in the workspace. */
  handle: OrderDirection; id?: never; name?: never; updatedAt?: never; }
  |  { archivedAt?: never; createdAt?: never; deletedAt?: never; handle?: never;   /** The row's id; its prefix tells the type. */
  id: OrderDirection; name?: never; updatedAt?: never; }
  |  { archivedAt?: never; createdAt?: never; deletedAt?: never; handle?: never; id?: never;   /** What people call it. */
  name: OrderDirection; updatedAt?: never; }
  |  { archivedAt?: never; createdAt?: never; deletedAt?: never; handle?: never; id?: never; name?: never;   /** When it was last changed. */
  updatedAt: OrderDirection; };

/** DRAFT: never published. LIVE: something published runs by default. */
export type AgentState =
  /** Never published. */
  | 'DRAFT'
  /** A published version runs by default. */
  | 'LIVE';

/** Compares a value of AgentState. Keys side by side must all hold. */
export type AgentStateFilter = {
  /** Equal to this. */
  eq?: AgentState | null | undefined;
  /** One of these, up to 500. */
  in?: Array<AgentState> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: AgentState | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<AgentState> | null | undefined;
};

/** ARCHIVED if it is out of use; else DRAFT while nothing runs by default, else LIVE. */
export type AgentStatus =
  /** Out of use. */
  | 'ARCHIVED'
  /** Nothing runs by default. */
  | 'DRAFT'
  /** A published version runs by default. */
  | 'LIVE';

/** Compares a value of AgentStatus. Keys side by side must all hold. */
export type AgentStatusFilter = {
  /** Equal to this. */
  eq?: AgentStatus | null | undefined;
  /** One of these, up to 500. */
  in?: Array<AgentStatus> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: AgentStatus | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<AgentStatus> | null | undefined;
};

/** A condition on AgentVersion rows. Keys side by side must all hold. */
export type AgentVersionFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<AgentVersionFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: AgentVersionFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<AgentVersionFilter> | null | undefined;
  /** The agent it is a version of. */
  agent?: AgentFilter | null | undefined;
  /** The version that this one was begun from. */
  base?: AgentVersionFilter | null | undefined;
  /** When it was begun. */
  createdAt?: DateTimeFilter | null | undefined;
  /** Who began it. */
  createdBy?: PrincipalFilter | null | undefined;
  /** What its sandboxes are made of; null is the installation's. */
  environment?: EnvironmentFilter | null | undefined;
  /** The files that are linked. */
  files?: FileListFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** Where the input schema comes from; null if it was written itself. */
  inputDataSchema?: DataSchemaFilter | null | undefined;
  /** What the model is told before the conversation. */
  instructions?: StringFilter | null | undefined;
  /** Whether it runs where none is named. */
  isDefault?: BooleanFilter | null | undefined;
  /** What it has: tools, agents, files, secrets and more, by their positions. */
  links?: LinkListFilter | null | undefined;
  /** The MCP servers that are linked. */
  mcpServers?: McpServerListFilter | null | undefined;
  /** The memory stores that are linked. */
  memoryStores?: MemoryStoreListFilter | null | undefined;
  /** The agent's name when the version was published. */
  name?: StringFilter | null | undefined;
  /** What changed, in the publisher's words. */
  note?: StringFilter | null | undefined;
  /** 1, 2, 3 … in the order of publishing; null for a draft. */
  number?: IntFilter | null | undefined;
  /** Where the output schema comes from; null if it was written itself. */
  outputDataSchema?: DataSchemaFilter | null | undefined;
  /** When it was published. */
  publishedAt?: DateTimeFilter | null | undefined;
  /** Who published it. */
  publishedBy?: PrincipalFilter | null | undefined;
  /** The secrets that are linked. */
  secrets?: SecretListFilter | null | undefined;
  /** The semantic data models that are linked. */
  semanticDataModels?: SemanticDataModelListFilter | null | undefined;
  /** The skills that are linked. */
  skills?: SkillListFilter | null | undefined;
  /** Whether it is a draft or published. */
  state?: VersionStateFilter | null | undefined;
  /** The agents that it may call. */
  subAgents?: AgentListFilter | null | undefined;
  /** The tool sets that are linked. */
  toolSets?: ToolSetListFilter | null | undefined;
  /** The single tools that are linked. */
  tools?: ToolListFilter | null | undefined;
  /** When it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** The variations that point to it. */
  variations?: VariationListFilter | null | undefined;
  /** The workspace it is in; null for a system agent's. */
  workspace?: WorkspaceFilter | null | undefined;
};

/** A condition on a list of AgentVersion rows, of which those in the trash or out of use do not count. */
export type AgentVersionListFilter = {
  /** All of them match; true where there are none. */
  every?: AgentVersionFilter | null | undefined;
  /** None of them matches. */
  none?: AgentVersionFilter | null | undefined;
  /** At least one of them matches; {} asks only that there is one. */
  some?: AgentVersionFilter | null | undefined;
};

/** Whether somebody agreed to a call. */
export type Approval =
  /** It may be made. */
  | 'APPROVED'
  /** It may not be made. */
  | 'DENIED'
  /** Nobody decided in time. */
  | 'EXPIRED'
  /** Nobody is asked. */
  | 'NOT_NEEDED'
  /** Somebody has to decide. */
  | 'WAITING';

/** Compares a value of Approval. Keys side by side must all hold. */
export type ApprovalFilter = {
  /** Equal to this. */
  eq?: Approval | null | undefined;
  /** One of these, up to 500. */
  in?: Array<Approval> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: Approval | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<Approval> | null | undefined;
};

/** Whether somebody is asked before a linked tool is called. */
export type ApprovalRule =
  /** Somebody is asked before each call. */
  | 'ALWAYS'
  /** As the tool itself says. */
  | 'DEFAULT'
  /** Somebody is asked before calls of the tools in `approvalTools`. */
  | 'LISTED'
  /** Nobody is asked. */
  | 'NEVER';

/** Compares a whole number. Keys side by side must all hold. */
export type BigIntFilter = {
  /** Equal to this. */
  eq?: number | null | undefined;
  /** Greater than this. */
  gt?: number | null | undefined;
  /** Greater than this or equal to it. */
  gte?: number | null | undefined;
  /** One of these, up to 500. */
  in?: Array<number> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Less than this. */
  lt?: number | null | undefined;
  /** Less than this or equal to it. */
  lte?: number | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: number | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<number> | null | undefined;
};

/** Compares a truth value. Keys side by side must all hold. */
export type BooleanFilter = {
  /** Equal to this. */
  eq?: boolean | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: boolean | null | undefined;
};

/** Making a conversation shorter by leaving out old answers of tools. */
export type ClearingInput = {
  /** How many of the last answers stay: 0 to 1,000. */
  keep?: number | null | undefined;
};

/** When and how a conversation is made shorter. */
export type CompactionInput = {
  /** By clearing answers of tools. */
  clearing?: ClearingInput | null | undefined;
  /** By summarising. */
  summarization?: SummarizationInput | null | undefined;
  /** From which share of the model's context on: 0.1 to 0.95. */
  threshold?: number | null | undefined;
};

/** A condition on ContextWindow rows. Keys side by side must all hold. */
export type ContextWindowFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<ContextWindowFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: ContextWindowFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<ContextWindowFilter> | null | undefined;
  /** When it was begun or asked for. */
  createdAt?: DateTimeFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** 1, 2, 3 … inside its session; the last is the open one. */
  number?: IntFilter | null | undefined;
  /** The session it is of. */
  session?: SessionFilter | null | undefined;
  /** When it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
};

/** A condition on a list of ContextWindow rows, of which those in the trash or out of use do not count. */
export type ContextWindowListFilter = {
  /** All of them match; true where there are none. */
  every?: ContextWindowFilter | null | undefined;
  /** None of them matches. */
  none?: ContextWindowFilter | null | undefined;
  /** At least one of them matches; {} asks only that there is one. */
  some?: ContextWindowFilter | null | undefined;
};

/** A new agent: what is left out or null has its default. */
export type CreateAgentInput = {
  /** When and how a conversation is made shorter; summarising at 0.75 by default. */
  compaction?: CompactionInput | null | undefined;
  /** What it is for: up to 4,000 characters. */
  description?: string | null | undefined;
  /** What its sandboxes are made of. */
  environmentId?: string | number | null | undefined;
  /** Whether it remembers what was said with a user. */
  episodicMemory?: EpisodicMemoryInput | null | undefined;
  /** What only one dialect knows, under its name: up to 64 kB of JSON, merged into what is there; null takes a key away. */
  extensions?: unknown;
  /** The id that your own systems give it; unique in the workspace. */
  externalId?: string | null | undefined;
  /** Its readable name, unique in the workspace; made from the name if not given. */
  handle?: string | null | undefined;
  /** The JSON Schema of a run's `data`. */
  inputSchema?: unknown;
  /** The schema that says it, instead of `inputSchema`. */
  inputSchemaId?: string | number | null | undefined;
  /** What the model is told first: up to 200,000 characters. */
  instructions?: string | null | undefined;
  /** A JSON object of texts: up to 64 labels. */
  labels?: unknown;
  /** What a run may use. */
  limits?: LimitsInput | null | undefined;
  /** What it has, by kinds: all links of the kinds that are named are replaced. */
  links?: Array<LinkSetInput> | null | undefined;
  /** Any JSON object of up to 16 kB; versions keep a copy. */
  metadata?: unknown;
  /** How the model answers. */
  modelSettings?: ModelSettingsInput | null | undefined;
  /** Up to 10 models, in the order in which they are tried; `offline` where none is named. */
  models?: Array<string> | null | undefined;
  /** What people call it: 1 to 200 characters. */
  name: string;
  /** The JSON Schema of a run's output. */
  outputSchema?: unknown;
  /** The schema that says it, instead of `outputSchema`. */
  outputSchemaId?: string | number | null | undefined;
  /** The principal who owns it: its id, or ext:<externalId>. To change it takes an administrator. */
  ownerId?: string | number | null | undefined;
  /** How long it stays in the trash. */
  retentionTier?: RetentionTier | null | undefined;
  /** The principal whom its tools act for. */
  runtimeUserId?: string | number | null | undefined;
  /** How one of its variations is picked for a session that names none; UNIFORM by default. */
  selection?: Selection | null | undefined;
  /** Which tools the model is offered; those that it is linked with by default. */
  toolSelection?: ToolSelectionInput | null | undefined;
  /** Variations that are made with it: up to 100. */
  variations?: Array<CreateVariationInput> | null | undefined;
};

/** A new variation: what is left out or null has its default. */
export type CreateVariationInput = {
  /** When and how a conversation is made shorter; summarising at 0.75 by default. */
  compaction?: CompactionInput | null | undefined;
  /** What it is for: up to 4,000 characters. */
  description?: string | null | undefined;
  /** What its sandboxes are made of. */
  environmentId?: string | number | null | undefined;
  /** Whether it remembers what was said with a user. */
  episodicMemory?: EpisodicMemoryInput | null | undefined;
  /** What only one dialect knows, under its name: up to 64 kB of JSON, merged into what is there; null takes a key away. */
  extensions?: unknown;
  /** The id that your own systems give it; unique in the workspace. */
  externalId?: string | null | undefined;
  /** Its readable name, unique in the workspace; made from the name if not given. */
  handle?: string | null | undefined;
  /** The JSON Schema of a run's `data`. */
  inputSchema?: unknown;
  /** The schema that says it, instead of `inputSchema`. */
  inputSchemaId?: string | number | null | undefined;
  /** What the model is told first: up to 200,000 characters. */
  instructions?: string | null | undefined;
  /** A JSON object of texts: up to 64 labels. */
  labels?: unknown;
  /** What a run may use. */
  limits?: LimitsInput | null | undefined;
  /** What it has, by kinds: all links of the kinds that are named are replaced. */
  links?: Array<LinkSetInput> | null | undefined;
  /** How the model answers. */
  modelSettings?: ModelSettingsInput | null | undefined;
  /** Up to 10 models, in the order in which they are tried; `offline` where none is named. */
  models?: Array<string> | null | undefined;
  /** What people call it: 1 to 200 characters. */
  name: string;
  /** The JSON Schema of a run's output. */
  outputSchema?: unknown;
  /** The schema that says it, instead of `outputSchema`. */
  outputSchemaId?: string | number | null | undefined;
  /** The principal who owns it: its id, or ext:<externalId>. To change it takes an administrator. */
  ownerId?: string | number | null | undefined;
  /** How long it stays in the trash. */
  retentionTier?: RetentionTier | null | undefined;
  /** Which tools the model is offered; those that it is linked with by default. */
  toolSelection?: ToolSelectionInput | null | undefined;
  /** A published version of the agent, by its id or as number:<n>: what it points to, or what its configuration begins from. */
  versionId?: string | number | null | undefined;
  /** How often it is picked against the others: 0 to 1,000,000; 1 by default, and 0 never. */
  weight?: number | null | undefined;
};

/** A condition on DataSchema rows. Keys side by side must all hold. */
export type DataSchemaFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<DataSchemaFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: DataSchemaFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<DataSchemaFilter> | null | undefined;
  /** What happened to it, the last first. */
  activities?: ActivityListFilter | null | undefined;
  /** When it was put out of use. */
  archivedAt?: DateTimeFilter | null | undefined;
  /** When it was made. */
  createdAt?: DateTimeFilter | null | undefined;
  /** Who made it. */
  createdBy?: PrincipalFilter | null | undefined;
  /** When it was put in the trash. */
  deletedAt?: DateTimeFilter | null | undefined;
  /** What it is for. */
  description?: StringFilter | null | undefined;
  /** The SHA-256 of the definition. */
  digest?: StringFilter | null | undefined;
  /** The id that the owner's own systems give it; unique in the workspace. */
  externalId?: StringFilter | null | undefined;
  /** Its readable name for paths and prompts, unique in the workspace. */
  handle?: StringFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** The tools whose arguments it describes. */
  inputOf?: ToolListFilter | null | undefined;
  /** Whether it comes with Concord: everybody reads it, nobody edits it. */
  isSystem?: BooleanFilter | null | undefined;
  /** What people call it. */
  name?: StringFilter | null | undefined;
  /** The tools whose results it describes. */
  outputOf?: ToolListFilter | null | undefined;
  /** Who owns it. */
  owner?: PrincipalFilter | null | undefined;
  /** How long it stays in the trash. */
  retentionTier?: RetentionTierFilter | null | undefined;
  /** When it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** The workspace it is in; null for what comes with Concord. */
  workspace?: WorkspaceFilter | null | undefined;
};

/** Compares a moment. Keys side by side must all hold. */
export type DateTimeFilter = {
  /** Equal to this. */
  eq?: string | null | undefined;
  /** Greater than this. */
  gt?: string | null | undefined;
  /** Greater than this or equal to it. */
  gte?: string | null | undefined;
  /** One of these, up to 500. */
  in?: Array<string> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Less than this. */
  lt?: string | null | undefined;
  /** Less than this or equal to it. */
  lte?: string | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: string | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<string> | null | undefined;
};

/** How a delivery stands. */
export type DeliveryStatus =
  /** Taken by the receiver. */
  | 'COMPLETED'
  /** Given up, for its endpoint was switched off, put out of use or deleted. */
  | 'DISABLED'
  /** Tried as often as it is, and never taken. */
  | 'FAILED'
  /** To be made, or made again. */
  | 'PENDING';

/** Compares a value of DeliveryStatus. Keys side by side must all hold. */
export type DeliveryStatusFilter = {
  /** Equal to this. */
  eq?: DeliveryStatus | null | undefined;
  /** One of these, up to 500. */
  in?: Array<DeliveryStatus> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: DeliveryStatus | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<DeliveryStatus> | null | undefined;
};

/** A condition on Environment rows. Keys side by side must all hold. */
export type EnvironmentFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<EnvironmentFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: EnvironmentFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<EnvironmentFilter> | null | undefined;
  /** What happened to it, the last first. */
  activities?: ActivityListFilter | null | undefined;
  /** The versions that name it. */
  agentVersions?: AgentVersionListFilter | null | undefined;
  /** When it was put out of use. */
  archivedAt?: DateTimeFilter | null | undefined;
  /** When it was made. */
  createdAt?: DateTimeFilter | null | undefined;
  /** Who made it. */
  createdBy?: PrincipalFilter | null | undefined;
  /** When it was put in the trash. */
  deletedAt?: DateTimeFilter | null | undefined;
  /** What it is for. */
  description?: StringFilter | null | undefined;
  /** The SHA-256 of its image, packages and network. */
  digest?: StringFilter | null | undefined;
  /** The id that the owner's own systems give it; unique in the workspace. */
  externalId?: StringFilter | null | undefined;
  /** Its readable name for paths and prompts, unique in the workspace. */
  handle?: StringFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** Whether it comes with Concord: everybody reads it, nobody edits it. */
  isSystem?: BooleanFilter | null | undefined;
  /** What people call it. */
  name?: StringFilter | null | undefined;
  /** Who owns it. */
  owner?: PrincipalFilter | null | undefined;
  /** How long it stays in the trash. */
  retentionTier?: RetentionTierFilter | null | undefined;
  /** The sessions that have it. */
  sessions?: SessionListFilter | null | undefined;
  /** Whether sandboxes can be made of it. */
  status?: EnvironmentStatusFilter | null | undefined;
  /** When it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** Whether a version that an agent in use runs or edits names it. */
  used?: BooleanFilter | null | undefined;
  /** The workspace it is in; null for what comes with Concord. */
  workspace?: WorkspaceFilter | null | undefined;
};

/** Whether sandboxes can be made of it. */
export type EnvironmentStatus =
  /** It is being built. */
  | 'BUILDING'
  /** It could not be built. */
  | 'ERROR'
  /** Sandboxes can be made of it. */
  | 'READY';

/** Compares a value of EnvironmentStatus. Keys side by side must all hold. */
export type EnvironmentStatusFilter = {
  /** Equal to this. */
  eq?: EnvironmentStatus | null | undefined;
  /** One of these, up to 500. */
  in?: Array<EnvironmentStatus> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: EnvironmentStatus | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<EnvironmentStatus> | null | undefined;
};

/** Whether it remembers what was said with a user. */
export type EpisodicMemoryInput = {
  /** Whether it does. */
  enabled?: boolean | null | undefined;
  /** For how long: 60 seconds to ten years; without it for ever. */
  ttlSeconds?: number | null | undefined;
};

/** A condition on Event rows. Keys side by side must all hold. */
export type EventFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<EventFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: EventFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<EventFilter> | null | undefined;
  /** The context window it is in; null in older logs. */
  contextWindow?: ContextWindowFilter | null | undefined;
  /** When it was written. */
  createdAt?: DateTimeFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** What happened: the name of the event's type. */
  kind?: EventKindFilter | null | undefined;
  /** Its place in the session's log: 1, 2, 3 … without gaps. */
  seq?: BigIntFilter | null | undefined;
};

/** What happened. The value is the name of the GraphQL type. */
export type EventKind =
  /** An event of the type AttemptAbandoned. */
  | 'AttemptAbandoned'
  /** An event of the type ChildSessionStarted. */
  | 'ChildSessionStarted'
  /** An event of the type ContextCompacted. */
  | 'ContextCompacted'
  /** An event of the type InputDropped. */
  | 'InputDropped'
  /** An event of the type InputReceived. */
  | 'InputReceived'
  /** An event of the type MemoryRead. */
  | 'MemoryRead'
  /** An event of the type MemoryWritten. */
  | 'MemoryWritten'
  /** An event of the type MessageCompleted. */
  | 'MessageCompleted'
  /** An event of the type MessageStarted. */
  | 'MessageStarted'
  /** An event of the type RunCancelled. */
  | 'RunCancelled'
  /** An event of the type RunCompleted. */
  | 'RunCompleted'
  /** An event of the type RunFailed. */
  | 'RunFailed'
  /** An event of the type RunResumed. */
  | 'RunResumed'
  /** An event of the type RunStarted. */
  | 'RunStarted'
  /** An event of the type RunTimedOut. */
  | 'RunTimedOut'
  /** An event of the type RunWaiting. */
  | 'RunWaiting'
  /** An event of the type SessionClosed. */
  | 'SessionClosed'
  /** An event of the type TaskChanged. */
  | 'TaskChanged'
  /** An event of the type ToolCallApproved. */
  | 'ToolCallApproved'
  /** An event of the type ToolCallCompleted. */
  | 'ToolCallCompleted'
  /** An event of the type ToolCallDenied. */
  | 'ToolCallDenied'
  /** An event of the type ToolCallFailed. */
  | 'ToolCallFailed'
  /** An event of the type ToolCallRequested. */
  | 'ToolCallRequested'
  /** An event of the type ToolCallStarted. */
  | 'ToolCallStarted';

/** Compares a value of EventKind. Keys side by side must all hold. */
export type EventKindFilter = {
  /** Equal to this. */
  eq?: EventKind | null | undefined;
  /** One of these, up to 500. */
  in?: Array<EventKind> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: EventKind | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<EventKind> | null | undefined;
};

/** A condition on a list of Event rows, of which those in the trash or out of use do not count. */
export type EventListFilter = {
  /** All of them match; true where there are none. */
  every?: EventFilter | null | undefined;
  /** None of them matches. */
  none?: EventFilter | null | undefined;
  /** At least one of them matches; {} asks only that there is one. */
  some?: EventFilter | null | undefined;
};

/** A condition on Feedback rows. Keys side by side must all hold. */
export type FeedbackFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<FeedbackFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: FeedbackFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<FeedbackFilter> | null | undefined;
  /** The agent of the session. */
  agent?: AgentFilter | null | undefined;
  /** When it was given. */
  createdAt?: DateTimeFilter | null | undefined;
  /** Who gave it. */
  createdBy?: PrincipalFilter | null | undefined;
  /** The id that the owner's own systems give it; unique in the workspace. */
  externalId?: StringFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** The run it is about, if it is about one. */
  run?: RunFilter | null | undefined;
  /** From -1, bad, to 1, good. */
  score?: FloatFilter | null | undefined;
  /** The session it is about. */
  session?: SessionFilter | null | undefined;
  /** When it was given, too. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** The variation of the session. */
  variation?: VariationFilter | null | undefined;
};

/** A condition on a list of Feedback rows, of which those in the trash or out of use do not count. */
export type FeedbackListFilter = {
  /** All of them match; true where there are none. */
  every?: FeedbackFilter | null | undefined;
  /** None of them matches. */
  none?: FeedbackFilter | null | undefined;
  /** At least one of them matches; {} asks only that there is one. */
  some?: FeedbackFilter | null | undefined;
};

/** A condition on File rows. Keys side by side must all hold. */
export type FileFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<FileFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: FileFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<FileFilter> | null | undefined;
  /** What happened to it, the last first. */
  activities?: ActivityListFilter | null | undefined;
  /** When it was put out of use. */
  archivedAt?: DateTimeFilter | null | undefined;
  /** When it was made. */
  createdAt?: DateTimeFilter | null | undefined;
  /** Who made it. */
  createdBy?: PrincipalFilter | null | undefined;
  /** When it was put in the trash. */
  deletedAt?: DateTimeFilter | null | undefined;
  /** What it is for. */
  description?: StringFilter | null | undefined;
  /** Whether it has a url. */
  downloadable?: BooleanFilter | null | undefined;
  /** When it is put in the trash by itself. */
  expiresAt?: DateTimeFilter | null | undefined;
  /** The id that the owner's own systems give it; unique in the workspace. */
  externalId?: StringFilter | null | undefined;
  /** Its readable name for paths and prompts, unique in the workspace. */
  handle?: StringFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** Whether it comes with Concord: everybody reads it, nobody edits it. */
  isSystem?: BooleanFilter | null | undefined;
  /** The links that name it. */
  linkedBy?: LinkListFilter | null | undefined;
  /** What kind of bytes they are, as declared. */
  mediaType?: StringFilter | null | undefined;
  /** What people call it. */
  name?: StringFilter | null | undefined;
  /** Who owns it. */
  owner?: PrincipalFilter | null | undefined;
  /** How long it stays in the trash. */
  retentionTier?: RetentionTierFilter | null | undefined;
  /** The one session that it belongs to and goes with. */
  session?: SessionFilter | null | undefined;
  /** The SHA-256 of the bytes, in hex. */
  sha256?: StringFilter | null | undefined;
  /** How many bytes there are. */
  size?: BigIntFilter | null | undefined;
  /** When it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** The workspace it is in; null for what comes with Concord. */
  workspace?: WorkspaceFilter | null | undefined;
};

/** A condition on a list of File rows, of which those in the trash or out of use do not count. */
export type FileListFilter = {
  /** All of them match; true where there are none. */
  every?: FileFilter | null | undefined;
  /** None of them matches. */
  none?: FileFilter | null | undefined;
  /** At least one of them matches; {} asks only that there is one. */
  some?: FileFilter | null | undefined;
};

/** Compares a number. Keys side by side must all hold. */
export type FloatFilter = {
  /** Equal to this. */
  eq?: number | null | undefined;
  /** Greater than this. */
  gt?: number | null | undefined;
  /** Greater than this or equal to it. */
  gte?: number | null | undefined;
  /** One of these, up to 500. */
  in?: Array<number> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Less than this. */
  lt?: number | null | undefined;
  /** Less than this or equal to it. */
  lte?: number | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: number | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<number> | null | undefined;
};

/** Compares an id. Ids compare bytewise. Keys side by side must all hold. */
export type IdFilter = {
  /** Equal to this. */
  eq?: string | number | null | undefined;
  /** One of these, up to 500. */
  in?: Array<string | number> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: string | number | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<string | number> | null | undefined;
};

/** A definition that lies in the link itself. */
export type InlineLinkInput = {
  /** The definition. TOOL: name, description, inputSchema, kind (HTTP or CLIENT), config. MCP_SERVER: name, url, transport (AUTO, STREAMABLE_HTTP or SSE), headers, token, secretId. SKILL: name, description, body. SEMANTIC_DATA_MODEL: name, definition. SECRET (of a session): name. REPOSITORY: url, checkout. */
  definition: unknown;
  /** What is defined. */
  kind: LinkKind;
};

/** Compares a whole number of up to 32 bits. Keys side by side must all hold. */
export type IntFilter = {
  /** Equal to this. */
  eq?: number | null | undefined;
  /** Greater than this. */
  gt?: number | null | undefined;
  /** Greater than this or equal to it. */
  gte?: number | null | undefined;
  /** One of these, up to 500. */
  in?: Array<number> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Less than this. */
  lt?: number | null | undefined;
  /** Less than this or equal to it. */
  lte?: number | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: number | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<number> | null | undefined;
};

/** What a run may use, by key: one that is left out stays, null is its default. */
export type LimitsInput = {
  /** How many earlier runs of the session the model is told: 0 to 1,000; all by default. */
  historyRuns?: number | null | undefined;
  /** How many sessions its tools may start: 0 to 1,000; any number by default. */
  maxChildSessions?: number | null | undefined;
  /** How many US dollars its messages may cost in all: below 1,000,000; any by default. */
  maxCost?: string | null | undefined;
  /** How many tokens its messages may have in all: 1 to 1,000,000,000; any number by default. */
  maxTokens?: number | null | undefined;
  /** How many tools it may call: 0 to 100,000; any number by default. */
  maxToolCalls?: number | null | undefined;
  /** How many turns the model may take: 1 to 1,000; 50 by default. */
  maxTurns?: number | null | undefined;
  /** How long a run may take, in seconds: 1 to 86,400; 600 by default. */
  timeoutSeconds?: number | null | undefined;
};

/** A condition on Link rows. Keys side by side must all hold. */
export type LinkFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<LinkFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: LinkFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<LinkFilter> | null | undefined;
  /** The agent it leads to. */
  agent?: AgentFilter | null | undefined;
  /** The version that has it, if it is a version's. */
  agentVersion?: AgentVersionFilter | null | undefined;
  /** When it was made. */
  createdAt?: DateTimeFilter | null | undefined;
  /** Who made it. */
  createdBy?: PrincipalFilter | null | undefined;
  /** The file it leads to. */
  file?: FileFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** What it leads to. */
  kind?: LinkKindFilter | null | undefined;
  /** The MCP server it leads to. */
  mcpServer?: McpServerFilter | null | undefined;
  /** The memory store it leads to. */
  memoryStore?: MemoryStoreFilter | null | undefined;
  /** Its place among its holder's links of this kind, counted from 0. */
  position?: IntFilter | null | undefined;
  /** The secret it leads to. */
  secret?: SecretFilter | null | undefined;
  /** The semantic data model it leads to. */
  semanticDataModel?: SemanticDataModelFilter | null | undefined;
  /** The session that has it, if it is a session's. */
  session?: SessionFilter | null | undefined;
  /** The skill it leads to. */
  skill?: SkillFilter | null | undefined;
  /** The id that stays: a version that is begun from another has copies of its links, each with an id of its own and the same stable id. */
  stableId?: IdFilter | null | undefined;
  /** The row it leads to, whether that is still there or not; null if the link has a definition. */
  targetId?: IdFilter | null | undefined;
  /** The tool it leads to. */
  tool?: ToolFilter | null | undefined;
  /** The tool set it leads to. */
  toolSet?: ToolSetFilter | null | undefined;
  /** When it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** The workspace it is in; null for a system agent's. */
  workspace?: WorkspaceFilter | null | undefined;
};

/** Something to be linked. */
export type LinkInput = {
  /** What only one dialect knows, under its name: up to 64 kB of JSON. */
  extensions?: unknown;
  /** Its place among the links of its kind, counted from 0; the last by default. In a list of all links their order counts instead. */
  position?: number | null | undefined;
  /** How it may be used. */
  settings?: LinkSettingsInput | null | undefined;
  /** What it leads to. */
  target: LinkTarget;
};

/** What a link leads to. */
export type LinkKind =
  /** An agent that is called like a tool. */
  | 'AGENT'
  /** A file. */
  | 'FILE'
  /** All tools of an MCP server. */
  | 'MCP_SERVER'
  /** A store of memories. */
  | 'MEMORY_STORE'
  /** A repository of code. */
  | 'REPOSITORY'
  /** A secret. */
  | 'SECRET'
  /** A description of data in the words of those who ask for it. */
  | 'SEMANTIC_DATA_MODEL'
  /** A skill. */
  | 'SKILL'
  /** A tool. */
  | 'TOOL'
  /** All tools of a tool set. */
  | 'TOOL_SET';

/** Compares a value of LinkKind. Keys side by side must all hold. */
export type LinkKindFilter = {
  /** Equal to this. */
  eq?: LinkKind | null | undefined;
  /** One of these, up to 500. */
  in?: Array<LinkKind> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: LinkKind | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<LinkKind> | null | undefined;
};

/** A condition on a list of Link rows, of which those in the trash or out of use do not count. */
export type LinkListFilter = {
  /** All of them match; true where there are none. */
  every?: LinkFilter | null | undefined;
  /** None of them matches. */
  none?: LinkFilter | null | undefined;
  /** At least one of them matches; {} asks only that there is one. */
  some?: LinkFilter | null | undefined;
};

/** All links of some kinds, in their order. */
export type LinkSetInput = {
  /** The kinds whose links are replaced. */
  kinds: Array<LinkKind>;
  /** The links that there are then. A target that stays keeps its stable id, and its settings and extensions where none are given. */
  links: Array<LinkInput>;
};

/** How what is linked may be used. What a link's kind does not know is refused: BAD_INPUT. */
export type LinkSettingsInput = {
  /** What may be done with it: of stores, files and repositories. */
  access?: Access | null | undefined;
  /** The name by which the rest of the configuration calls it: of secrets, servers and tool sets. */
  alias?: string | null | undefined;
  /** Whether somebody is asked before a call: of tools, tool sets, MCP servers and agents. */
  approval?: ApprovalRule | null | undefined;
  /** The tools before whose calls somebody is asked: of tool sets and MCP servers. */
  approvalTools?: Array<string> | null | undefined;
  /** The one entry of the memory store that is meant. */
  entryKey?: string | null | undefined;
  /** The tools that are not offered: of tool sets and MCP servers. */
  excludedTools?: Array<string> | null | undefined;
  /** Where it lies in the sandbox, an absolute path: of files, repositories and skills. */
  mountPath?: string | null | undefined;
  /** What the model is told of it: up to 4,000 characters. */
  prompt?: string | null | undefined;
  /** The tools that are offered: of tool sets and MCP servers. */
  tools?: Array<string> | null | undefined;
  /** Where the secret is used: of secrets. */
  use?: SecretUse | null | undefined;
  /** The version of the skill; the newest if it is left out. */
  version?: number | null | undefined;
};

/** What a link leads to: exactly one of these. */
export type LinkTarget =
  {   /** An agent that is called like a tool. */
  agent: string | number; file?: never; inline?: never; mcpServer?: never; memoryStore?: never; secret?: never; semanticDataModel?: never; skill?: never; tool?: never; toolSet?: never; upload?: never; }
  |  { agent?: never;   /** A file. */
  file: string | number; inline?: never; mcpServer?: never; memoryStore?: never; secret?: never; semanticDataModel?: never; skill?: never; tool?: never; toolSet?: never; upload?: never; }
  |  { agent?: never; file?: never;   /** A definition of its own. */
  inline: InlineLinkInput; mcpServer?: never; memoryStore?: never; secret?: never; semanticDataModel?: never; skill?: never; tool?: never; toolSet?: never; upload?: never; }
  |  { agent?: never; file?: never; inline?: never;   /** All tools of an MCP server. */
  mcpServer: string | number; memoryStore?: never; secret?: never; semanticDataModel?: never; skill?: never; tool?: never; toolSet?: never; upload?: never; }
  |  { agent?: never; file?: never; inline?: never; mcpServer?: never;   /** A memory store. */
  memoryStore: string | number; secret?: never; semanticDataModel?: never; skill?: never; tool?: never; toolSet?: never; upload?: never; }
  |  { agent?: never; file?: never; inline?: never; mcpServer?: never; memoryStore?: never;   /** A secret. */
  secret: string | number; semanticDataModel?: never; skill?: never; tool?: never; toolSet?: never; upload?: never; }
  |  { agent?: never; file?: never; inline?: never; mcpServer?: never; memoryStore?: never; secret?: never;   /** A semantic data model. */
  semanticDataModel: string | number; skill?: never; tool?: never; toolSet?: never; upload?: never; }
  |  { agent?: never; file?: never; inline?: never; mcpServer?: never; memoryStore?: never; secret?: never; semanticDataModel?: never;   /** A skill. */
  skill: string | number; tool?: never; toolSet?: never; upload?: never; }
  |  { agent?: never; file?: never; inline?: never; mcpServer?: never; memoryStore?: never; secret?: never; semanticDataModel?: never; skill?: never;   /** A tool. */
  tool: string | number; toolSet?: never; upload?: never; }
  |  { agent?: never; file?: never; inline?: never; mcpServer?: never; memoryStore?: never; secret?: never; semanticDataModel?: never; skill?: never; tool?: never;   /** All tools of a tool set. */
  toolSet: string | number; upload?: never; }
  |  { agent?: never; file?: never; inline?: never; mcpServer?: never; memoryStore?: never; secret?: never; semanticDataModel?: never; skill?: never; tool?: never; toolSet?: never;   /** Bytes that you sent: the file that is made of them. */
  upload: string | number; };

/** A condition on McpServer rows. Keys side by side must all hold. */
export type McpServerFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<McpServerFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: McpServerFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<McpServerFilter> | null | undefined;
  /** What happened to it, the last first. */
  activities?: ActivityListFilter | null | undefined;
  /** When it was put out of use. */
  archivedAt?: DateTimeFilter | null | undefined;
  /** How whoever calls is known to it. */
  auth?: ServerAuthFilter | null | undefined;
  /** When it was last asked. */
  checkedAt?: DateTimeFilter | null | undefined;
  /** When it was made. */
  createdAt?: DateTimeFilter | null | undefined;
  /** Who made it. */
  createdBy?: PrincipalFilter | null | undefined;
  /** When it was put in the trash. */
  deletedAt?: DateTimeFilter | null | undefined;
  /** What it is for. */
  description?: StringFilter | null | undefined;
  /** The id that the owner's own systems give it; unique in the workspace. */
  externalId?: StringFilter | null | undefined;
  /** Its readable name for paths and prompts, unique in the workspace. */
  handle?: StringFilter | null | undefined;
  /** Whether anything secret is kept for it. */
  hasValue?: BooleanFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** Whether it comes with Concord: everybody reads it, nobody edits it. */
  isSystem?: BooleanFilter | null | undefined;
  /** The links that lead to it. */
  linkedBy?: LinkListFilter | null | undefined;
  /** What people call it. */
  name?: StringFilter | null | undefined;
  /** A small number, unique in the account. */
  number?: IntFilter | null | undefined;
  /** Who owns it. */
  owner?: PrincipalFilter | null | undefined;
  /** How long it stays in the trash. */
  retentionTier?: RetentionTierFilter | null | undefined;
  /** The credential, if it is one of the workspace's. */
  secret?: SecretFilter | null | undefined;
  /** What discovery and use last found. */
  status?: ServerStatusFilter | null | undefined;
  /** The set of the tools that are discovered there. */
  toolSet?: ToolSetFilter | null | undefined;
  /** The tools that are discovered there. */
  tools?: ToolListFilter | null | undefined;
  /** How it is spoken to. */
  transport?: TransportFilter | null | undefined;
  /** When it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** Its URL; null over STDIO. */
  url?: StringFilter | null | undefined;
  /** The workspace it is in; null for what comes with Concord. */
  workspace?: WorkspaceFilter | null | undefined;
};

/** A condition on a list of McpServer rows, of which those in the trash or out of use do not count. */
export type McpServerListFilter = {
  /** All of them match; true where there are none. */
  every?: McpServerFilter | null | undefined;
  /** None of them matches. */
  none?: McpServerFilter | null | undefined;
  /** At least one of them matches; {} asks only that there is one. */
  some?: McpServerFilter | null | undefined;
};

/** A condition on Member rows. Keys side by side must all hold. */
export type MemberFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<MemberFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: MemberFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<MemberFilter> | null | undefined;
  /** When it was made. */
  createdAt?: DateTimeFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** Who is the member. */
  principal?: PrincipalFilter | null | undefined;
  /** What the principal may do there. */
  role?: RoleFilter | null | undefined;
  /** When it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** The workspace. */
  workspace?: WorkspaceFilter | null | undefined;
};

/** A condition on a list of Member rows, of which those in the trash or out of use do not count. */
export type MemberListFilter = {
  /** All of them match; true where there are none. */
  every?: MemberFilter | null | undefined;
  /** None of them matches. */
  none?: MemberFilter | null | undefined;
  /** At least one of them matches; {} asks only that there is one. */
  some?: MemberFilter | null | undefined;
};

/** A condition on MemoryEntry rows. Keys side by side must all hold. */
export type MemoryEntryFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<MemoryEntryFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: MemoryEntryFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<MemoryEntryFilter> | null | undefined;
  /** When it was made. */
  createdAt?: DateTimeFilter | null | undefined;
  /** Who made it. */
  createdBy?: PrincipalFilter | null | undefined;
  /** When to use it. */
  description?: StringFilter | null | undefined;
  /** The id that the owner's own systems give it; unique in the store. */
  externalId?: StringFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** Its key, unique in the store. */
  key?: StringFilter | null | undefined;
  /** The store it is in. */
  memoryStore?: MemoryStoreFilter | null | undefined;
  /** The SHA-256 of the content. */
  sha256?: StringFilter | null | undefined;
  /** Bytes of the content. */
  size?: IntFilter | null | undefined;
  /** What people call it. */
  title?: StringFilter | null | undefined;
  /** When it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** Who wrote it last. */
  updatedBy?: PrincipalFilter | null | undefined;
  /** 1, and one more with each write. */
  version?: IntFilter | null | undefined;
  /** The workspace it is in; null for what comes with Concord. */
  workspace?: WorkspaceFilter | null | undefined;
};

/** A condition on a list of MemoryEntry rows, of which those in the trash or out of use do not count. */
export type MemoryEntryListFilter = {
  /** All of them match; true where there are none. */
  every?: MemoryEntryFilter | null | undefined;
  /** None of them matches. */
  none?: MemoryEntryFilter | null | undefined;
  /** At least one of them matches; {} asks only that there is one. */
  some?: MemoryEntryFilter | null | undefined;
};

/** What a store of memories is for. */
export type MemoryKind =
  /** What an agent remembers of one of its users; made by runs alone. */
  | 'EPISODIC'
  /** Texts that are read when they are needed. */
  | 'KNOWLEDGE'
  /** Instructions: the model is told their keys, titles and descriptions, and reads what it needs. */
  | 'SKILLS';

/** Compares a value of MemoryKind. Keys side by side must all hold. */
export type MemoryKindFilter = {
  /** Equal to this. */
  eq?: MemoryKind | null | undefined;
  /** One of these, up to 500. */
  in?: Array<MemoryKind> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: MemoryKind | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<MemoryKind> | null | undefined;
};

/** A condition on MemoryStore rows. Keys side by side must all hold. */
export type MemoryStoreFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<MemoryStoreFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: MemoryStoreFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<MemoryStoreFilter> | null | undefined;
  /** What happened to it, the last first. */
  activities?: ActivityListFilter | null | undefined;
  /** Whose it is, if it is one agent's. */
  agent?: AgentFilter | null | undefined;
  /** When it was put out of use. */
  archivedAt?: DateTimeFilter | null | undefined;
  /** When it was made. */
  createdAt?: DateTimeFilter | null | undefined;
  /** Who made it. */
  createdBy?: PrincipalFilter | null | undefined;
  /** When it was put in the trash. */
  deletedAt?: DateTimeFilter | null | undefined;
  /** What it is for. */
  description?: StringFilter | null | undefined;
  /** What is in it. */
  entries?: MemoryEntryListFilter | null | undefined;
  /** Whom an episodic store is about. */
  episodicKey?: StringFilter | null | undefined;
  /** When it is purged; each use moves it on. */
  expiresAt?: DateTimeFilter | null | undefined;
  /** The id that the owner's own systems give it; unique in the workspace. */
  externalId?: StringFilter | null | undefined;
  /** Its readable name for paths and prompts, unique in the workspace. */
  handle?: StringFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** Whether it comes with Concord: everybody reads it, nobody edits it. */
  isSystem?: BooleanFilter | null | undefined;
  /** What it is for. */
  kind?: MemoryKindFilter | null | undefined;
  /** When a run last used it, to the minute. */
  lastUsedAt?: DateTimeFilter | null | undefined;
  /** The links that lead to it. */
  linkedBy?: LinkListFilter | null | undefined;
  /** Whether runs alone change it, and users only read it. */
  managed?: BooleanFilter | null | undefined;
  /** What people call it. */
  name?: StringFilter | null | undefined;
  /** Who owns it. */
  owner?: PrincipalFilter | null | undefined;
  /** How long it stays in the trash. */
  retentionTier?: RetentionTierFilter | null | undefined;
  /** When it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** The workspace it is in; null for what comes with Concord. */
  workspace?: WorkspaceFilter | null | undefined;
};

/** A condition on a list of MemoryStore rows, of which those in the trash or out of use do not count. */
export type MemoryStoreListFilter = {
  /** All of them match; true where there are none. */
  every?: MemoryStoreFilter | null | undefined;
  /** None of them matches. */
  none?: MemoryStoreFilter | null | undefined;
  /** At least one of them matches; {} asks only that there is one. */
  some?: MemoryStoreFilter | null | undefined;
};

/** A message: its text or its content. */
export type MessageInput = {
  /** The same as blocks, `[{type: text, text}]`, or as a text. */
  content?: unknown;
  /** Who says it. */
  role?: MessageRole;
  /** What is said. */
  text?: string | null | undefined;
};

/** Who says a message. */
export type MessageRole =
  /** The agent. */
  | 'ASSISTANT'
  /** Whoever speaks to the agent. */
  | 'USER';

/** A condition on Model rows. Keys side by side must all hold. */
export type ModelFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<ModelFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: ModelFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<ModelFilter> | null | undefined;
  /** When it was made. */
  createdAt?: DateTimeFilter | null | undefined;
  /** Whether new sessions may come to it. */
  enabled?: BooleanFilter | null | undefined;
  /** The id that the owner's own systems give it; unique in the workspace. */
  externalId?: StringFilter | null | undefined;
  /** The models of which it is one. */
  family?: StringFilter | null | undefined;
  /** `vendor/name`, unique in the workspace. */
  handle?: StringFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** How many tokens it can be given. */
  maxInputTokens?: IntFilter | null | undefined;
  /** How many tokens it can answer. */
  maxOutputTokens?: IntFilter | null | undefined;
  /** Who provides it. */
  modelProvider?: ModelProviderFilter | null | undefined;
  /** What the provider calls it. */
  name?: StringFilter | null | undefined;
  /** Whether it comes with the workspace: then its switch can be changed. */
  seeded?: BooleanFilter | null | undefined;
  /** When it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** The workspace it is in. */
  workspace?: WorkspaceFilter | null | undefined;
};

/** A condition on a list of Model rows, of which those in the trash or out of use do not count. */
export type ModelListFilter = {
  /** All of them match; true where there are none. */
  every?: ModelFilter | null | undefined;
  /** None of them matches. */
  none?: ModelFilter | null | undefined;
  /** At least one of them matches; {} asks only that there is one. */
  some?: ModelFilter | null | undefined;
};

/** How a provider's models are spoken to. */
export type ModelProtocol =
  /** The Messages protocol, over HTTP. */
  | 'MESSAGES'
  /** The model in the box: no key, no network. */
  | 'OFFLINE';

/** Compares a value of ModelProtocol. Keys side by side must all hold. */
export type ModelProtocolFilter = {
  /** Equal to this. */
  eq?: ModelProtocol | null | undefined;
  /** One of these, up to 500. */
  in?: Array<ModelProtocol> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: ModelProtocol | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<ModelProtocol> | null | undefined;
};

/** A condition on ModelProvider rows. Keys side by side must all hold. */
export type ModelProviderFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<ModelProviderFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: ModelProviderFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<ModelProviderFilter> | null | undefined;
  /** What happened to it, the last first. */
  activities?: ActivityListFilter | null | undefined;
  /** When it was put out of use. */
  archivedAt?: DateTimeFilter | null | undefined;
  /** When it was made. */
  createdAt?: DateTimeFilter | null | undefined;
  /** Who made it. */
  createdBy?: PrincipalFilter | null | undefined;
  /** When it was put in the trash. */
  deletedAt?: DateTimeFilter | null | undefined;
  /** What it is for. */
  description?: StringFilter | null | undefined;
  /** The id that the owner's own systems give it; unique in the workspace. */
  externalId?: StringFilter | null | undefined;
  /** Its readable name for paths and prompts, unique in the workspace. */
  handle?: StringFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** Whether it comes with Concord: everybody reads it, nobody edits it. */
  isSystem?: BooleanFilter | null | undefined;
  /** Its models. */
  models?: ModelListFilter | null | undefined;
  /** What people call it. */
  name?: StringFilter | null | undefined;
  /** A small number, unique in the account. */
  number?: IntFilter | null | undefined;
  /** Who owns it. */
  owner?: PrincipalFilter | null | undefined;
  /** How its models are spoken to. */
  protocol?: ModelProtocolFilter | null | undefined;
  /** How long it stays in the trash. */
  retentionTier?: RetentionTierFilter | null | undefined;
  /** What is shown to it, looked up at each message. Null is the key of the installation's settings, for their server alone: without a secret nothing is shown to `baseUrl`. */
  secret?: SecretFilter | null | undefined;
  /** Whether it comes with the workspace: then only its secret, URL and models' switches change. */
  seeded?: BooleanFilter | null | undefined;
  /** When it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** A word for whose models they are: `anthropic`. */
  vendor?: StringFilter | null | undefined;
  /** The workspace it is in; null for what comes with Concord. */
  workspace?: WorkspaceFilter | null | undefined;
};

/** A condition on a list of ModelProvider rows, of which those in the trash or out of use do not count. */
export type ModelProviderListFilter = {
  /** All of them match; true where there are none. */
  every?: ModelProviderFilter | null | undefined;
  /** None of them matches. */
  none?: ModelProviderFilter | null | undefined;
  /** At least one of them matches; {} asks only that there is one. */
  some?: ModelProviderFilter | null | undefined;
};

/** How the model answers; what is left out is the model's own default. */
export type ModelSettingsInput = {
  /** How many tokens a message may have: 1 to 1,000,000. */
  maxOutputTokens?: number | null | undefined;
  /** How freely it chooses its words: 0 to 2. */
  temperature?: number | null | undefined;
  /** From which share of the likeliest words it chooses: 0 to 1. */
  topP?: number | null | undefined;
};

/** A secret by its name. It is never read back. */
export type NamedSecretInput = {
  /** How templates and tools name it: 1 to 128 of A-Z, a-z, 0-9, _, . and -. */
  name: string;
  /** The secret; null takes it away. */
  value?: string | null | undefined;
};

/** What input does to a session whose run is still active. */
export type OnBusy =
  /** Cancel the active run first. */
  | 'INTERRUPT'
  /** Answer it after the runs before it. */
  | 'QUEUE'
  /** Refuse the input: CONFLICT. */
  | 'REJECT';

/** Which way a key runs, and where its nulls stand. Text and ids compare bytewise. */
export type OrderDirection =
  /** Small to great, nulls last. */
  | 'ASC'
  /** Small to great, nulls first. */
  | 'ASC_NULLS_FIRST'
  /** Small to great, nulls last. */
  | 'ASC_NULLS_LAST'
  /** Great to small, nulls first. */
  | 'DESC'
  /** Great to small, nulls first. */
  | 'DESC_NULLS_FIRST'
  /** Great to small, nulls last. */
  | 'DESC_NULLS_LAST';

/** A condition on Principal rows. Keys side by side must all hold. */
export type PrincipalFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<PrincipalFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: PrincipalFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<PrincipalFilter> | null | undefined;
  /** Whether it manages the account and all its workspaces. */
  accountAdmin?: BooleanFilter | null | undefined;
  /** When it was made. */
  createdAt?: DateTimeFilter | null | undefined;
  /** Where to write to it. */
  email?: StringFilter | null | undefined;
  /** The id that the account's own systems give it; unique in the account. */
  externalId?: StringFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** What it is. */
  kind?: PrincipalKindFilter | null | undefined;
  /** What people call it. */
  name?: StringFilter | null | undefined;
  /** When it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
};

/** A person, an API key, a service that acts for an installation, or Concord itself. */
export type PrincipalKind =
  /** An API key. */
  | 'API_KEY'
  /** A program that acts in its own name. */
  | 'SERVICE'
  /** Concord itself. */
  | 'SYSTEM'
  /** A person. */
  | 'USER';

/** Compares a value of PrincipalKind. Keys side by side must all hold. */
export type PrincipalKindFilter = {
  /** Equal to this. */
  eq?: PrincipalKind | null | undefined;
  /** One of these, up to 500. */
  in?: Array<PrincipalKind> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: PrincipalKind | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<PrincipalKind> | null | undefined;
};

/** How long a deleted row stays in the trash. */
export type RetentionTier =
  /** Purged after 90 days in the trash. */
  | 'LONG'
  /** Purged after 30 days in the trash. */
  | 'MEDIUM'
  /** Never purged by the sweeper. */
  | 'NONE'
  /** Purged after 7 days in the trash. */
  | 'SHORT';

/** Compares a value of RetentionTier. Keys side by side must all hold. */
export type RetentionTierFilter = {
  /** Equal to this. */
  eq?: RetentionTier | null | undefined;
  /** One of these, up to 500. */
  in?: Array<RetentionTier> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: RetentionTier | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<RetentionTier> | null | undefined;
};

/** What a principal may do in a workspace; each role may do all that the ones before it may. */
export type Role =
  /** Reads and writes, manages members and keys, purges. */
  | 'ADMIN'
  /** Reads and writes. */
  | 'EDITOR'
  /** Reads. */
  | 'VIEWER';

/** Compares a value of Role. Keys side by side must all hold. */
export type RoleFilter = {
  /** Equal to this. */
  eq?: Role | null | undefined;
  /** One of these, up to 500. */
  in?: Array<Role> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: Role | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<Role> | null | undefined;
};

/** A condition on Run rows. Keys side by side must all hold. */
export type RunFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<RunFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: RunFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<RunFilter> | null | undefined;
  /** Who answers. */
  agent?: AgentFilter | null | undefined;
  /** The version that answers. */
  agentVersion?: AgentVersionFilter | null | undefined;
  /** How often a worker took it up; above 1 it was interrupted or had waited. */
  attempt?: IntFilter | null | undefined;
  /** When somebody asked for its end. */
  cancelRequestedAt?: DateTimeFilter | null | undefined;
  /** When it was started. */
  createdAt?: DateTimeFilter | null | undefined;
  /** Who started it. */
  createdBy?: PrincipalFilter | null | undefined;
  /** What people thought of it. */
  feedback?: FeedbackListFilter | null | undefined;
  /** When it ended. */
  finishedAt?: DateTimeFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** 1, 2, 3 … inside its session. */
  number?: IntFilter | null | undefined;
  /** The run whose tool call started its session. */
  parentRun?: RunFilter | null | undefined;
  /** The conversation it belongs to. */
  session?: SessionFilter | null | undefined;
  /** When a worker first took it up. */
  startedAt?: DateTimeFilter | null | undefined;
  /** Where it stands. */
  status?: RunStatusFilter | null | undefined;
  /** The calls of tools in it, in order. */
  toolCalls?: ToolCallListFilter | null | undefined;
  /** What started it. */
  trigger?: RunTriggerFilter | null | undefined;
  /** How many turns the model took. */
  turns?: IntFilter | null | undefined;
  /** When it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** The workspace it is in. */
  workspace?: WorkspaceFilter | null | undefined;
};

/** A condition on a list of Run rows, of which those in the trash or out of use do not count. */
export type RunListFilter = {
  /** All of them match; true where there are none. */
  every?: RunFilter | null | undefined;
  /** None of them matches. */
  none?: RunFilter | null | undefined;
  /** At least one of them matches; {} asks only that there is one. */
  some?: RunFilter | null | undefined;
};

/** What one run does otherwise than its session; what is left out is as it was. */
export type RunOverridesInput = {
  /** What it is told behind that, in Liquid: as a part of its own, unless it begins with a line break. */
  appendInstructions?: string | null | undefined;
  /** What the model is told first, in Liquid. */
  instructions?: string | null | undefined;
  /** What the run may use, by key. */
  limits?: LimitsInput | null | undefined;
  /** Its tools, by kinds: all of the kinds named are replaced. */
  links?: Array<LinkSetInput> | null | undefined;
  /** How the model answers. */
  modelSettings?: ModelSettingsInput | null | undefined;
  /** Up to 10 models, in the order in which they are tried. */
  models?: Array<string> | null | undefined;
  /** The JSON Schema of the run's output. */
  outputSchema?: unknown;
  /** The schema that says it, instead of `outputSchema`. */
  outputSchemaId?: string | number | null | undefined;
};

/** Where a run stands. */
export type RunStatus =
  /** Ended because somebody asked for it. */
  | 'CANCELLED'
  /** Ended with an answer. */
  | 'COMPLETED'
  /** Ended with an error. */
  | 'FAILED'
  /** Waits for a worker. */
  | 'QUEUED'
  /** Under way. */
  | 'RUNNING'
  /** Ended because it took too long. */
  | 'TIMED_OUT'
  /** Waits for somebody. */
  | 'WAITING';

/** Compares a value of RunStatus. Keys side by side must all hold. */
export type RunStatusFilter = {
  /** Equal to this. */
  eq?: RunStatus | null | undefined;
  /** One of these, up to 500. */
  in?: Array<RunStatus> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: RunStatus | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<RunStatus> | null | undefined;
};

/** What started a run. */
export type RunTrigger =
  /** Something that happened. */
  | 'ACTIVITY'
  /** A call of another agent's. */
  | 'AGENT'
  /** Somebody's input. */
  | 'USER';

/** Compares a value of RunTrigger. Keys side by side must all hold. */
export type RunTriggerFilter = {
  /** Equal to this. */
  eq?: RunTrigger | null | undefined;
  /** One of these, up to 500. */
  in?: Array<RunTrigger> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: RunTrigger | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<RunTrigger> | null | undefined;
};

/** A condition on Secret rows. Keys side by side must all hold. */
export type SecretFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<SecretFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: SecretFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<SecretFilter> | null | undefined;
  /** What happened to it, the last first. */
  activities?: ActivityListFilter | null | undefined;
  /** When it was put out of use. */
  archivedAt?: DateTimeFilter | null | undefined;
  /** The secrets that lie in it. */
  children?: SecretListFilter | null | undefined;
  /** When it was made. */
  createdAt?: DateTimeFilter | null | undefined;
  /** Who made it. */
  createdBy?: PrincipalFilter | null | undefined;
  /** When it was put in the trash. */
  deletedAt?: DateTimeFilter | null | undefined;
  /** What it is for. */
  description?: StringFilter | null | undefined;
  /** When its tokens expire. */
  expiresAt?: DateTimeFilter | null | undefined;
  /** The id that the owner's own systems give it; unique in the workspace. */
  externalId?: StringFilter | null | undefined;
  /** Its readable name for paths and prompts, unique in the workspace. */
  handle?: StringFilter | null | undefined;
  /** Whether it holds anything; in the trash it loses that. */
  hasValue?: BooleanFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** Whether it comes with Concord: everybody reads it, nobody edits it. */
  isSystem?: BooleanFilter | null | undefined;
  /** What it holds. */
  kind?: SecretKindFilter | null | undefined;
  /** When it was last used, to the minute. */
  lastUsedAt?: DateTimeFilter | null | undefined;
  /** The links that lead to it. */
  linkedBy?: LinkListFilter | null | undefined;
  /** The providers of models that are spoken to with it. */
  modelProviders?: ModelProviderListFilter | null | undefined;
  /** What people call it. */
  name?: StringFilter | null | undefined;
  /** A small number, unique in the account. */
  number?: IntFilter | null | undefined;
  /** Who owns it. */
  owner?: PrincipalFilter | null | undefined;
  /** The group it lies in. */
  parent?: SecretFilter | null | undefined;
  /** How long it stays in the trash. */
  retentionTier?: RetentionTierFilter | null | undefined;
  /** When its value was last changed. */
  rotatedAt?: DateTimeFilter | null | undefined;
  /** When it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** The workspace it is in; null for what comes with Concord. */
  workspace?: WorkspaceFilter | null | undefined;
};

/** What a secret holds. */
export type SecretKind =
  /** A user and a password that are shown to a host. */
  | 'BASIC'
  /** A token that is shown to a host. */
  | 'BEARER'
  /** Variables of a sandbox's environment. */
  | 'ENV'
  /** Nothing itself: other secrets lie in it. */
  | 'GROUP'
  /** Tokens that are shown to a host, and renewed. */
  | 'OAUTH'
  /** One text, for templates. */
  | 'VALUE';

/** Compares a value of SecretKind. Keys side by side must all hold. */
export type SecretKindFilter = {
  /** Equal to this. */
  eq?: SecretKind | null | undefined;
  /** One of these, up to 500. */
  in?: Array<SecretKind> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: SecretKind | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<SecretKind> | null | undefined;
};

/** A condition on a list of Secret rows, of which those in the trash or out of use do not count. */
export type SecretListFilter = {
  /** All of them match; true where there are none. */
  every?: SecretFilter | null | undefined;
  /** None of them matches. */
  none?: SecretFilter | null | undefined;
  /** At least one of them matches; {} asks only that there is one. */
  some?: SecretFilter | null | undefined;
};

/** Where a linked secret is used. */
export type SecretUse =
  /** As a variable of the sandbox's environment. */
  | 'ENVIRONMENT'
  /** To speak to the model. */
  | 'MODEL'
  /** To speak to the hosts that the secret is for. */
  | 'TOOLS';

/** How one of an agent's variations is picked for a session that names none. */
export type Selection =
  /** The better they were rated the more often, and those with few ratings now and then. */
  | 'FEEDBACK'
  /** Each alike. */
  | 'UNIFORM'
  /** By their weights. */
  | 'WEIGHTED';

/** Compares a value of Selection. Keys side by side must all hold. */
export type SelectionFilter = {
  /** Equal to this. */
  eq?: Selection | null | undefined;
  /** One of these, up to 500. */
  in?: Array<Selection> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: Selection | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<Selection> | null | undefined;
};

/** A condition on SemanticDataModel rows. Keys side by side must all hold. */
export type SemanticDataModelFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<SemanticDataModelFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: SemanticDataModelFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<SemanticDataModelFilter> | null | undefined;
  /** What happened to it, the last first. */
  activities?: ActivityListFilter | null | undefined;
  /** When it was put out of use. */
  archivedAt?: DateTimeFilter | null | undefined;
  /** When it was made. */
  createdAt?: DateTimeFilter | null | undefined;
  /** Who made it. */
  createdBy?: PrincipalFilter | null | undefined;
  /** When it was put in the trash. */
  deletedAt?: DateTimeFilter | null | undefined;
  /** What it is for. */
  description?: StringFilter | null | undefined;
  /** The SHA-256 of the definition. */
  digest?: StringFilter | null | undefined;
  /** The id that the owner's own systems give it; unique in the workspace. */
  externalId?: StringFilter | null | undefined;
  /** Its readable name for paths and prompts, unique in the workspace. */
  handle?: StringFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** Whether it comes with Concord: everybody reads it, nobody edits it. */
  isSystem?: BooleanFilter | null | undefined;
  /** The links that lead to it. */
  linkedBy?: LinkListFilter | null | undefined;
  /** What people call it. */
  name?: StringFilter | null | undefined;
  /** Who owns it. */
  owner?: PrincipalFilter | null | undefined;
  /** How long it stays in the trash. */
  retentionTier?: RetentionTierFilter | null | undefined;
  /** When it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** The workspace it is in; null for what comes with Concord. */
  workspace?: WorkspaceFilter | null | undefined;
};

/** A condition on a list of SemanticDataModel rows, of which those in the trash or out of use do not count. */
export type SemanticDataModelListFilter = {
  /** All of them match; true where there are none. */
  every?: SemanticDataModelFilter | null | undefined;
  /** None of them matches. */
  none?: SemanticDataModelFilter | null | undefined;
  /** At least one of them matches; {} asks only that there is one. */
  some?: SemanticDataModelFilter | null | undefined;
};

/** How whoever calls is known to the server. */
export type ServerAuth =
  /** An API key. */
  | 'API_KEY'
  /** A bearer token. */
  | 'BEARER'
  /** Nobody is asked who calls. */
  | 'NONE'
  /** OAuth 2. */
  | 'OAUTH';

/** Compares a value of ServerAuth. Keys side by side must all hold. */
export type ServerAuthFilter = {
  /** Equal to this. */
  eq?: ServerAuth | null | undefined;
  /** One of these, up to 500. */
  in?: Array<ServerAuth> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: ServerAuth | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<ServerAuth> | null | undefined;
};

/** What discovery and use last found. */
export type ServerStatus =
  /** It answered. */
  | 'CONNECTED'
  /** It does not answer. */
  | 'DISCONNECTED'
  /** It answered otherwise than it should. */
  | 'ERROR'
  /** Never asked. */
  | 'UNKNOWN';

/** Compares a value of ServerStatus. Keys side by side must all hold. */
export type ServerStatusFilter = {
  /** Equal to this. */
  eq?: ServerStatus | null | undefined;
  /** One of these, up to 500. */
  in?: Array<ServerStatus> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: ServerStatus | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<ServerStatus> | null | undefined;
};

/** A condition on Session rows. Keys side by side must all hold. */
export type SessionFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<SessionFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: SessionFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<SessionFilter> | null | undefined;
  /** Whom the conversation is with. */
  agent?: AgentFilter | null | undefined;
  /** The version it was started with; null once a draft that was tried out is gone. */
  agentVersion?: AgentVersionFilter | null | undefined;
  /** When it was put out of use. */
  archivedAt?: DateTimeFilter | null | undefined;
  /** The sessions that its tool calls started, newest first. */
  children?: SessionListFilter | null | undefined;
  /** When it was closed. */
  closedAt?: DateTimeFilter | null | undefined;
  /** The stretches of it that the model was told whole. */
  contextWindows?: ContextWindowListFilter | null | undefined;
  /** When it was opened. */
  createdAt?: DateTimeFilter | null | undefined;
  /** Who opened it. */
  createdBy?: PrincipalFilter | null | undefined;
  /** When it was put in the trash. */
  deletedAt?: DateTimeFilter | null | undefined;
  /** The caller's own user, in the caller's words. */
  endUserId?: StringFilter | null | undefined;
  /** What its tools' sandbox is made of; null if it has none. */
  environment?: EnvironmentFilter | null | undefined;
  /** Its log, oldest first. */
  events?: EventListFilter | null | undefined;
  /** The id that the owner's own systems give it; unique in the workspace. */
  externalId?: StringFilter | null | undefined;
  /** What people thought of it. */
  feedback?: FeedbackListFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** What it has besides its version, by their positions. */
  links?: LinkListFilter | null | undefined;
  /** Whether it was started with a draft. */
  ofDraft?: BooleanFilter | null | undefined;
  /** Where its last run stands; null before the first. */
  outcome?: RunStatusFilter | null | undefined;
  /** Who owns it. */
  owner?: PrincipalFilter | null | undefined;
  /** The session whose tool call started it. */
  parent?: SessionFilter | null | undefined;
  /** How long it stays in the trash. */
  retentionTier?: RetentionTierFilter | null | undefined;
  /** Its runs, newest first. */
  runs?: RunListFilter | null | undefined;
  /** How many events its log has. */
  seq?: BigIntFilter | null | undefined;
  /** Where it stands; it follows from its run. */
  status?: SessionStatusFilter | null | undefined;
  /** What its agent noted down to do. */
  tasks?: TaskListFilter | null | undefined;
  /** The caller's word for the conversation; its id where none was given. Null in sessions that are older than threads. */
  thread?: StringFilter | null | undefined;
  /** What people call it. */
  title?: StringFilter | null | undefined;
  /** The calls of tools in it, newest first. */
  toolCalls?: ToolCallListFilter | null | undefined;
  /** When its last event was written, or it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** The variation it is of; null if it is of none, or that was purged. */
  variation?: VariationFilter | null | undefined;
  /** The workspace it is in. */
  workspace?: WorkspaceFilter | null | undefined;
};

/** How a session is opened. */
export type SessionInput = {
  /** Your own user, in your words. */
  endUserId?: string | null | undefined;
  /** The environment of its tools; else the version's. */
  environmentId?: string | number | null | undefined;
  /** What only one dialect knows, under its name: up to 64 kB of JSON. */
  extensions?: unknown;
  /** The id that your own systems give it; unique in the workspace. */
  externalId?: string | null | undefined;
  /** A JSON object of texts: up to 64 labels. */
  labels?: unknown;
  /** What this session has besides its version. */
  links?: Array<LinkInput> | null | undefined;
  /** Secrets of this session alone. */
  secrets?: Array<NamedSecretInput> | null | undefined;
  /** Your word for the conversation, or a session's id: an open session of the agent that has it is gone on with, and the other fields count for a new one only. */
  thread?: string | null | undefined;
  /** What people call it. */
  title?: string | null | undefined;
  /** Any JSON value of up to 64 kB, with which the instructions are filled in. */
  variables?: unknown;
  /** The variation that runs where no version is named; else the agent's selection picks one, and without variations the default runs, or else the draft. */
  variationId?: string | number | null | undefined;
  /** The version that runs: its id, or number:<n>. */
  versionId?: string | number | null | undefined;
};

/** A condition on a list of Session rows, of which those in the trash or out of use do not count. */
export type SessionListFilter = {
  /** All of them match; true where there are none. */
  every?: SessionFilter | null | undefined;
  /** None of them matches. */
  none?: SessionFilter | null | undefined;
  /** At least one of them matches; {} asks only that there is one. */
  some?: SessionFilter | null | undefined;
};

/** One key by which Session rows are ordered: exactly one field. */
export type SessionOrderBy =
  {   /** When it was put out of use. */
  archivedAt: OrderDirection; closedAt?: never; createdAt?: never; deletedAt?: never; id?: never; title?: never; updatedAt?: never; }
  |  { archivedAt?: never;   /** When it was closed. */
  closedAt: OrderDirection; createdAt?: never; deletedAt?: never; id?: never; title?: never; updatedAt?: never; }
  |  { archivedAt?: never; closedAt?: never;   /** When it was opened. */
  createdAt: OrderDirection; deletedAt?: never; id?: never; title?: never; updatedAt?: never; }
  |  { archivedAt?: never; closedAt?: never; createdAt?: never;   /** When it was put in the trash. */
  deletedAt: OrderDirection; id?: never; title?: never; updatedAt?: never; }
  |  { archivedAt?: never; closedAt?: never; createdAt?: never; deletedAt?: never;   /** The row's id; its prefix tells the type. */
  id: OrderDirection; title?: never; updatedAt?: never; }
  |  { archivedAt?: never; closedAt?: never; createdAt?: never; deletedAt?: never; id?: never;   /** What people call it. */
  title: OrderDirection; updatedAt?: never; }
  |  { archivedAt?: never; closedAt?: never; createdAt?: never; deletedAt?: never; id?: never; title?: never;   /** When its last event was written, or it was last changed. */
  updatedAt: OrderDirection; };

/** Where a session stands: it follows from its run, and from whether it was closed. */
export type SessionStatus =
  /** Takes no more input. */
  | 'CLOSED'
  /** Waits for input. */
  | 'IDLE'
  /** Its run waits for a worker. */
  | 'QUEUED'
  /** Its run is under way. */
  | 'RUNNING'
  /** Its run waits for somebody. */
  | 'WAITING';

/** Compares a value of SessionStatus. Keys side by side must all hold. */
export type SessionStatusFilter = {
  /** Equal to this. */
  eq?: SessionStatus | null | undefined;
  /** One of these, up to 500. */
  in?: Array<SessionStatus> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: SessionStatus | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<SessionStatus> | null | undefined;
};

/** A condition on SkillFile rows. Keys side by side must all hold. */
export type SkillFileFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<SkillFileFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: SkillFileFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<SkillFileFilter> | null | undefined;
  /** When it was made. */
  createdAt?: DateTimeFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** Where it lies, relative to the skill's folder. */
  path?: StringFilter | null | undefined;
  /** The SHA-256 of the bytes, in hex. */
  sha256?: StringFilter | null | undefined;
  /** The version that it is in. */
  skillVersion?: SkillVersionFilter | null | undefined;
  /** When it was made. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** The workspace it is in; null for what comes with Concord. */
  workspace?: WorkspaceFilter | null | undefined;
};

/** A condition on a list of SkillFile rows, of which those in the trash or out of use do not count. */
export type SkillFileListFilter = {
  /** All of them match; true where there are none. */
  every?: SkillFileFilter | null | undefined;
  /** None of them matches. */
  none?: SkillFileFilter | null | undefined;
  /** At least one of them matches; {} asks only that there is one. */
  some?: SkillFileFilter | null | undefined;
};

/** A condition on Skill rows. Keys side by side must all hold. */
export type SkillFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<SkillFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: SkillFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<SkillFilter> | null | undefined;
  /** What happened to it, the last first. */
  activities?: ActivityListFilter | null | undefined;
  /** When it was put out of use. */
  archivedAt?: DateTimeFilter | null | undefined;
  /** When it was made. */
  createdAt?: DateTimeFilter | null | undefined;
  /** Who made it. */
  createdBy?: PrincipalFilter | null | undefined;
  /** When it was put in the trash. */
  deletedAt?: DateTimeFilter | null | undefined;
  /** What it is for. */
  description?: StringFilter | null | undefined;
  /** The digest of its newest version. */
  digest?: StringFilter | null | undefined;
  /** The id that the owner's own systems give it; unique in the workspace. */
  externalId?: StringFilter | null | undefined;
  /** The files of its newest version, by their paths. */
  files?: SkillFileListFilter | null | undefined;
  /** Its readable name for paths and prompts, unique in the workspace. */
  handle?: StringFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** Whether it comes with Concord: everybody reads it, nobody edits it. */
  isSystem?: BooleanFilter | null | undefined;
  /** The links that name it. */
  linkedBy?: LinkListFilter | null | undefined;
  /** What people call it. */
  name?: StringFilter | null | undefined;
  /** Who owns it. */
  owner?: PrincipalFilter | null | undefined;
  /** How long it stays in the trash. */
  retentionTier?: RetentionTierFilter | null | undefined;
  /** When it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** Its newest version. */
  version?: SkillVersionFilter | null | undefined;
  /** Its versions, newest first. */
  versions?: SkillVersionListFilter | null | undefined;
  /** The workspace it is in; null for what comes with Concord. */
  workspace?: WorkspaceFilter | null | undefined;
};

/** A condition on a list of Skill rows, of which those in the trash or out of use do not count. */
export type SkillListFilter = {
  /** All of them match; true where there are none. */
  every?: SkillFilter | null | undefined;
  /** None of them matches. */
  none?: SkillFilter | null | undefined;
  /** At least one of them matches; {} asks only that there is one. */
  some?: SkillFilter | null | undefined;
};

/** A condition on SkillVersion rows. Keys side by side must all hold. */
export type SkillVersionFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<SkillVersionFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: SkillVersionFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<SkillVersionFilter> | null | undefined;
  /** When it was made. */
  createdAt?: DateTimeFilter | null | undefined;
  /** Who made it. */
  createdBy?: PrincipalFilter | null | undefined;
  /** The SHA-256 of the sorted lines of its files, each path NUL sha256 newline. */
  digest?: StringFilter | null | undefined;
  /** Its files, by their paths. */
  files?: SkillFileListFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** 1, 2, 3 … in the order in which they were made. */
  number?: IntFilter | null | undefined;
  /** The skill that it is a version of. */
  skill?: SkillFilter | null | undefined;
  /** When it was made. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** The workspace it is in; null for what comes with Concord. */
  workspace?: WorkspaceFilter | null | undefined;
};

/** A condition on a list of SkillVersion rows, of which those in the trash or out of use do not count. */
export type SkillVersionListFilter = {
  /** All of them match; true where there are none. */
  every?: SkillVersionFilter | null | undefined;
  /** None of them matches. */
  none?: SkillVersionFilter | null | undefined;
  /** At least one of them matches; {} asks only that there is one. */
  some?: SkillVersionFilter | null | undefined;
};

/** What a run is given: a text or messages, data, or both. */
export type StartRunInput = {
  /** Where its result is delivered when it ends. */
  callbackUrl?: string | null | undefined;
  /** Structured input, checked against the version's input schema. */
  data?: unknown;
  /** What only one dialect knows, under its name: up to 64 kB of JSON. */
  extensions?: unknown;
  /** Up to 200 messages: the last is what is said, those before it are told to the model first. */
  messages?: Array<MessageInput> | null | undefined;
  /** What this run does otherwise. */
  overrides?: RunOverridesInput | null | undefined;
  /** Secrets that the session is given before. */
  secrets?: Array<NamedSecretInput> | null | undefined;
  /** What is said. */
  text?: string | null | undefined;
};

/** Compares text. Text compares bytewise; the `i…` operators fold case first. Keys side by side must all hold. */
export type StringFilter = {
  /** Holds this. */
  contains?: string | null | undefined;
  /** Ends with this. */
  endsWith?: string | null | undefined;
  /** Equal to this. */
  eq?: string | null | undefined;
  /** Greater than this. */
  gt?: string | null | undefined;
  /** Greater than this or equal to it. */
  gte?: string | null | undefined;
  /** Holds this but for case. */
  iContains?: string | null | undefined;
  /** Ends with this but for case. */
  iEndsWith?: string | null | undefined;
  /** Equal to this but for case. */
  iEq?: string | null | undefined;
  /** Starts with this but for case. */
  iStartsWith?: string | null | undefined;
  /** One of these, up to 500. */
  in?: Array<string> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Less than this. */
  lt?: string | null | undefined;
  /** Less than this or equal to it. */
  lte?: string | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: string | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<string> | null | undefined;
  /** Starts with this. */
  startsWith?: string | null | undefined;
};

/** Making a conversation shorter by telling it again in fewer words. */
export type SummarizationInput = {
  /** What the summary has to keep: up to 20,000 characters. */
  instructions?: string | null | undefined;
};

/** Where the discovery of a set's tools stands. */
export type SyncStatus =
  /** Discovered. */
  | 'COMPLETED'
  /** About to be discovered. */
  | 'DUE'
  /** The last discovery failed. */
  | 'FAILED'
  /** There is nothing to discover. */
  | 'NEVER'
  /** Being discovered. */
  | 'RUNNING';

/** Compares a value of SyncStatus. Keys side by side must all hold. */
export type SyncStatusFilter = {
  /** Equal to this. */
  eq?: SyncStatus | null | undefined;
  /** One of these, up to 500. */
  in?: Array<SyncStatus> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: SyncStatus | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<SyncStatus> | null | undefined;
};

/** A condition on Task rows. Keys side by side must all hold. */
export type TaskFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<TaskFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: TaskFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<TaskFilter> | null | undefined;
  /** Whether it is done. */
  completed?: BooleanFilter | null | undefined;
  /** When it was done. */
  completedAt?: DateTimeFilter | null | undefined;
  /** When it was noted down. */
  createdAt?: DateTimeFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** 1, 2, 3 … inside its session. */
  number?: IntFilter | null | undefined;
  /** The session it is of. */
  session?: SessionFilter | null | undefined;
  /** When it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
};

/** A condition on a list of Task rows, of which those in the trash or out of use do not count. */
export type TaskListFilter = {
  /** All of them match; true where there are none. */
  every?: TaskFilter | null | undefined;
  /** None of them matches. */
  none?: TaskFilter | null | undefined;
  /** At least one of them matches; {} asks only that there is one. */
  some?: TaskFilter | null | undefined;
};

/** A condition on ToolCall rows. Keys side by side must all hold. */
export type ToolCallFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<ToolCallFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: ToolCallFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<ToolCallFilter> | null | undefined;
  /** Whose model asked. */
  agent?: AgentFilter | null | undefined;
  /** The agent that is called. */
  agentCalled?: AgentFilter | null | undefined;
  /** Whether somebody agreed. */
  approval?: ApprovalFilter | null | undefined;
  /** The session that the call started. */
  childSession?: SessionFilter | null | undefined;
  /** When the model asked. */
  createdAt?: DateTimeFilter | null | undefined;
  /** When it was decided. */
  decidedAt?: DateTimeFilter | null | undefined;
  /** Who decided. */
  decidedBy?: PrincipalFilter | null | undefined;
  /** Until when somebody may decide or the client answer. */
  expiresAt?: DateTimeFilter | null | undefined;
  /** When it ended. */
  finishedAt?: DateTimeFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** How it is called. */
  kind?: ToolKindFilter | null | undefined;
  /** The message that asked. */
  messageId?: IdFilter | null | undefined;
  /** The tool, as the model called it. */
  name?: StringFilter | null | undefined;
  /** 1, 2, 3 … inside its run. */
  position?: IntFilter | null | undefined;
  /** The run it was made in. */
  run?: RunFilter | null | undefined;
  /** The session it was made in. */
  session?: SessionFilter | null | undefined;
  /** When it was made. */
  startedAt?: DateTimeFilter | null | undefined;
  /** Where it stands. */
  status?: ToolCallStatusFilter | null | undefined;
  /** The tool; null if it is no row, or gone. */
  tool?: ToolFilter | null | undefined;
  /** When it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
};

/** A condition on a list of ToolCall rows, of which those in the trash or out of use do not count. */
export type ToolCallListFilter = {
  /** All of them match; true where there are none. */
  every?: ToolCallFilter | null | undefined;
  /** None of them matches. */
  none?: ToolCallFilter | null | undefined;
  /** At least one of them matches; {} asks only that there is one. */
  some?: ToolCallFilter | null | undefined;
};

/** Where a call stands. */
export type ToolCallStatus =
  /** It was refused, or the run ended before it was made. */
  | 'CANCELLED'
  /** It has a result. */
  | 'COMPLETED'
  /** It has an error. */
  | 'FAILED'
  /** Not made yet. */
  | 'PENDING'
  /** Under way. */
  | 'RUNNING';

/** Compares a value of ToolCallStatus. Keys side by side must all hold. */
export type ToolCallStatusFilter = {
  /** Equal to this. */
  eq?: ToolCallStatus | null | undefined;
  /** One of these, up to 500. */
  in?: Array<ToolCallStatus> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: ToolCallStatus | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<ToolCallStatus> | null | undefined;
};

/** A condition on Tool rows. Keys side by side must all hold. */
export type ToolFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<ToolFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: ToolFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<ToolFilter> | null | undefined;
  /** What happened to it, the last first. */
  activities?: ActivityListFilter | null | undefined;
  /** When it was put out of use. */
  archivedAt?: DateTimeFilter | null | undefined;
  /** What the model calls it, unique in its set. */
  callName?: StringFilter | null | undefined;
  /** When it was made. */
  createdAt?: DateTimeFilter | null | undefined;
  /** Who made it. */
  createdBy?: PrincipalFilter | null | undefined;
  /** When it was put in the trash. */
  deletedAt?: DateTimeFilter | null | undefined;
  /** What it is for. */
  description?: StringFilter | null | undefined;
  /** Whether it is offered at all. */
  enabled?: BooleanFilter | null | undefined;
  /** The id that the owner's own systems give it; unique in the workspace. */
  externalId?: StringFilter | null | undefined;
  /** Its readable name for paths and prompts, unique in the workspace. */
  handle?: StringFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** The schema from which that comes, and whose changes it follows. */
  inputDataSchema?: DataSchemaFilter | null | undefined;
  /** Whether it comes with Concord: everybody reads it, nobody edits it. */
  isSystem?: BooleanFilter | null | undefined;
  /** How it is called: as all tools of its set are. */
  kind?: ToolKindFilter | null | undefined;
  /** The links that lead to it. */
  linkedBy?: LinkListFilter | null | undefined;
  /** What people call it. */
  name?: StringFilter | null | undefined;
  /** A small number, unique in the account; below 1,000 for those that come with Concord. */
  number?: IntFilter | null | undefined;
  /** The schema from which that comes, and whose changes it follows. */
  outputDataSchema?: DataSchemaFilter | null | undefined;
  /** Who owns it. */
  owner?: PrincipalFilter | null | undefined;
  /** Its name at its MCP server. */
  remoteName?: StringFilter | null | undefined;
  /** Whether somebody is asked before it is called, where a link does not say it. */
  requiresApproval?: BooleanFilter | null | undefined;
  /** How long it stays in the trash. */
  retentionTier?: RetentionTierFilter | null | undefined;
  /** Whom it acts for, instead of whom the agent acts for. */
  runtimeUser?: PrincipalFilter | null | undefined;
  /** Whether it is there and let through. */
  status?: ToolStatusFilter | null | undefined;
  /** The calls of it, newest first. */
  toolCalls?: ToolCallListFilter | null | undefined;
  /** The set it is in. */
  toolSet?: ToolSetFilter | null | undefined;
  /** When it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** The workspace it is in; null for what comes with Concord. */
  workspace?: WorkspaceFilter | null | undefined;
};

/** How tools are called: over HTTP, at an MCP server, in the box, by the client, or as an agent. */
export type ToolKind =
  /** As a run of another agent. */
  | 'AGENT'
  /** By Concord itself. */
  | 'BUILTIN'
  /** By the client that follows the run, which gives the result back. */
  | 'CLIENT'
  /** By an HTTP request. */
  | 'HTTP'
  /** At an MCP server. */
  | 'MCP';

/** Compares a value of ToolKind. Keys side by side must all hold. */
export type ToolKindFilter = {
  /** Equal to this. */
  eq?: ToolKind | null | undefined;
  /** One of these, up to 500. */
  in?: Array<ToolKind> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: ToolKind | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<ToolKind> | null | undefined;
};

/** A condition on a list of Tool rows, of which those in the trash or out of use do not count. */
export type ToolListFilter = {
  /** All of them match; true where there are none. */
  every?: ToolFilter | null | undefined;
  /** None of them matches. */
  none?: ToolFilter | null | undefined;
  /** At least one of them matches; {} asks only that there is one. */
  some?: ToolFilter | null | undefined;
};

/** Which tools the model is offered. */
export type ToolSelectionInput = {
  /** Whether it may look for more. */
  allowDiscovery?: boolean | null | undefined;
  /** What it may look for: up to 50 words. */
  hints?: Array<string> | null | undefined;
  /** How many it is offered at once: 1 to 1,000. */
  maxTools?: number | null | undefined;
  /** How they are chosen. */
  mode?: ToolSelectionMode | null | undefined;
};

/** Which tools the model is offered. */
export type ToolSelectionMode =
  /** The tools that it is linked with. */
  | 'ASSIGNED'
  /** Those of its tools that it looks for. */
  | 'DISCOVERED';

/** A condition on ToolSet rows. Keys side by side must all hold. */
export type ToolSetFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<ToolSetFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: ToolSetFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<ToolSetFilter> | null | undefined;
  /** What happened to it, the last first. */
  activities?: ActivityListFilter | null | undefined;
  /** The agent that is called, of kind AGENT. */
  agent?: AgentFilter | null | undefined;
  /** When it was put out of use. */
  archivedAt?: DateTimeFilter | null | undefined;
  /** When it was made. */
  createdAt?: DateTimeFilter | null | undefined;
  /** Who made it. */
  createdBy?: PrincipalFilter | null | undefined;
  /** When it was put in the trash. */
  deletedAt?: DateTimeFilter | null | undefined;
  /** What it is for. */
  description?: StringFilter | null | undefined;
  /** The id that the owner's own systems give it; unique in the workspace. */
  externalId?: StringFilter | null | undefined;
  /** Its readable name for paths and prompts, unique in the workspace. */
  handle?: StringFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** Whether it comes with Concord: everybody reads it, nobody edits it. */
  isSystem?: BooleanFilter | null | undefined;
  /** How its tools are called. */
  kind?: ToolKindFilter | null | undefined;
  /** The links that lead to it. */
  linkedBy?: LinkListFilter | null | undefined;
  /** Whether only API keys change it and its tools. */
  managed?: BooleanFilter | null | undefined;
  /** What people call it. */
  name?: StringFilter | null | undefined;
  /** Who owns it. */
  owner?: PrincipalFilter | null | undefined;
  /** How long it stays in the trash. */
  retentionTier?: RetentionTierFilter | null | undefined;
  /** The credential of every call. */
  secret?: SecretFilter | null | undefined;
  /** When its tools are discovered next; while they are, when that is given up. */
  syncDueAt?: DateTimeFilter | null | undefined;
  /** Where the discovery of its tools stands. */
  syncStatus?: SyncStatusFilter | null | undefined;
  /** When its tools were last discovered. */
  syncedAt?: DateTimeFilter | null | undefined;
  /** Its tools. */
  tools?: ToolListFilter | null | undefined;
  /** When it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** The workspace it is in; null for what comes with Concord. */
  workspace?: WorkspaceFilter | null | undefined;
};

/** A condition on a list of ToolSet rows, of which those in the trash or out of use do not count. */
export type ToolSetListFilter = {
  /** All of them match; true where there are none. */
  every?: ToolSetFilter | null | undefined;
  /** None of them matches. */
  none?: ToolSetFilter | null | undefined;
  /** At least one of them matches; {} asks only that there is one. */
  some?: ToolSetFilter | null | undefined;
};

/** One key by which ToolSet rows are ordered: exactly one field. */
export type ToolSetOrderBy =
  {   /** When it was put out of use. */
  archivedAt: OrderDirection; createdAt?: never; deletedAt?: never; handle?: never; id?: never; name?: never; syncedAt?: never; updatedAt?: never; }
  |  { archivedAt?: never;   /** When it was made. */
  createdAt: OrderDirection; deletedAt?: never; handle?: never; id?: never; name?: never; syncedAt?: never; updatedAt?: never; }
  |  { archivedAt?: never; createdAt?: never;   /** When it was put in the trash. */
  deletedAt: OrderDirection; handle?: never; id?: never; name?: never; syncedAt?: never; updatedAt?: never; }
  |  { archivedAt?: never; createdAt?: never; deletedAt?: never;   /** Its readable name for paths and prompts, unique in the workspace. */
  handle: OrderDirection; id?: never; name?: never; syncedAt?: never; updatedAt?: never; }
  |  { archivedAt?: never; createdAt?: never; deletedAt?: never; handle?: never;   /** The row's id; its prefix tells the type. */
  id: OrderDirection; name?: never; syncedAt?: never; updatedAt?: never; }
  |  { archivedAt?: never; createdAt?: never; deletedAt?: never; handle?: never; id?: never;   /** What people call it. */
  name: OrderDirection; syncedAt?: never; updatedAt?: never; }
  |  { archivedAt?: never; createdAt?: never; deletedAt?: never; handle?: never; id?: never; name?: never;   /** When its tools were last discovered. */
  syncedAt: OrderDirection; updatedAt?: never; }
  |  { archivedAt?: never; createdAt?: never; deletedAt?: never; handle?: never; id?: never; name?: never; syncedAt?: never;   /** When it was last changed. */
  updatedAt: OrderDirection; };

/** Whether a tool is there and is let through. */
export type ToolStatus =
  /** There, and offered if it is enabled. */
  | 'AVAILABLE'
  /** There, and not let through. */
  | 'FILTERED'
  /** Not found any more at its MCP server. */
  | 'GONE';

/** Compares a value of ToolStatus. Keys side by side must all hold. */
export type ToolStatusFilter = {
  /** Equal to this. */
  eq?: ToolStatus | null | undefined;
  /** One of these, up to 500. */
  in?: Array<ToolStatus> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: ToolStatus | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<ToolStatus> | null | undefined;
};

/** How the server is spoken to. */
export type Transport =
  /** Streamable HTTP, or server-sent events where the server speaks nothing else. */
  | 'AUTO'
  /** Server-sent events. */
  | 'SSE'
  /** A program that this installation starts, if it may. */
  | 'STDIO'
  /** Streamable HTTP. */
  | 'STREAMABLE_HTTP';

/** Compares a value of Transport. Keys side by side must all hold. */
export type TransportFilter = {
  /** Equal to this. */
  eq?: Transport | null | undefined;
  /** One of these, up to 500. */
  in?: Array<Transport> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: Transport | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<Transport> | null | undefined;
};

/** Changes to an agent and its configuration: what is left out stays as it is, null takes a value away or sets it back to its default. */
export type UpdateAgentInput = {
  /** When and how a conversation is made shorter; summarising at 0.75 by default. */
  compaction?: CompactionInput | null | undefined;
  /** What it is for: up to 4,000 characters. */
  description?: string | null | undefined;
  /** What its sandboxes are made of. */
  environmentId?: string | number | null | undefined;
  /** Whether it remembers what was said with a user. */
  episodicMemory?: EpisodicMemoryInput | null | undefined;
  /** What only one dialect knows, under its name: up to 64 kB of JSON, merged into what is there; null takes a key away. */
  extensions?: unknown;
  /** The id that your own systems give it; unique in the workspace. */
  externalId?: string | null | undefined;
  /** Its readable name, unique in the workspace; made from the name if not given. */
  handle?: string | null | undefined;
  /** The JSON Schema of a run's `data`. */
  inputSchema?: unknown;
  /** The schema that says it, instead of `inputSchema`. */
  inputSchemaId?: string | number | null | undefined;
  /** What the model is told first: up to 200,000 characters. */
  instructions?: string | null | undefined;
  /** A JSON object of texts: up to 64 labels. */
  labels?: unknown;
  /** What a run may use. */
  limits?: LimitsInput | null | undefined;
  /** What it has, by kinds: all links of the kinds that are named are replaced. */
  links?: Array<LinkSetInput> | null | undefined;
  /** Any JSON object of up to 16 kB; versions keep a copy. */
  metadata?: unknown;
  /** How the model answers. */
  modelSettings?: ModelSettingsInput | null | undefined;
  /** Up to 10 models, in the order in which they are tried; `offline` where none is named. */
  models?: Array<string> | null | undefined;
  /** What people call it: 1 to 200 characters. */
  name?: string | null | undefined;
  /** The JSON Schema of a run's output. */
  outputSchema?: unknown;
  /** The schema that says it, instead of `outputSchema`. */
  outputSchemaId?: string | number | null | undefined;
  /** The principal who owns it: its id, or ext:<externalId>. To change it takes an administrator. */
  ownerId?: string | number | null | undefined;
  /** How long it stays in the trash. */
  retentionTier?: RetentionTier | null | undefined;
  /** The principal whom its tools act for. */
  runtimeUserId?: string | number | null | undefined;
  /** How one of its variations is picked for a session that names none; UNIFORM by default. */
  selection?: Selection | null | undefined;
  /** Which tools the model is offered; those that it is linked with by default. */
  toolSelection?: ToolSelectionInput | null | undefined;
};

/** A condition on Variation rows. Keys side by side must all hold. */
export type VariationFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<VariationFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: VariationFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<VariationFilter> | null | undefined;
  /** What happened to it, the last first. */
  activities?: ActivityListFilter | null | undefined;
  /** The agent it is a variation of. */
  agent?: AgentFilter | null | undefined;
  /** The version that runs. */
  agentVersion?: AgentVersionFilter | null | undefined;
  /** When it was put out of use. */
  archivedAt?: DateTimeFilter | null | undefined;
  /** When it was made. */
  createdAt?: DateTimeFilter | null | undefined;
  /** Who made it. */
  createdBy?: PrincipalFilter | null | undefined;
  /** When it was put in the trash. */
  deletedAt?: DateTimeFilter | null | undefined;
  /** What it is for. */
  description?: StringFilter | null | undefined;
  /** The id that the owner's own systems give it; unique in the workspace. */
  externalId?: StringFilter | null | undefined;
  /** What people thought of its sessions. */
  feedback?: FeedbackListFilter | null | undefined;
  /** How often its sessions were rated. */
  feedbackCount?: IntFilter | null | undefined;
  /** Its readable name for paths and prompts, unique in the workspace. */
  handle?: StringFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** Whether it comes with Concord: everybody reads it, nobody edits it. */
  isSystem?: BooleanFilter | null | undefined;
  /** What people call it. */
  name?: StringFilter | null | undefined;
  /** Who owns it. */
  owner?: PrincipalFilter | null | undefined;
  /** How long it stays in the trash. */
  retentionTier?: RetentionTierFilter | null | undefined;
  /** The sessions that are of it, newest first. */
  sessions?: SessionListFilter | null | undefined;
  /** When it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** How often it is picked against the others; 0 is never. */
  weight?: IntFilter | null | undefined;
  /** The workspace it is in; null for what comes with Concord. */
  workspace?: WorkspaceFilter | null | undefined;
};

/** A condition on a list of Variation rows, of which those in the trash or out of use do not count. */
export type VariationListFilter = {
  /** All of them match; true where there are none. */
  every?: VariationFilter | null | undefined;
  /** None of them matches. */
  none?: VariationFilter | null | undefined;
  /** At least one of them matches; {} asks only that there is one. */
  some?: VariationFilter | null | undefined;
};

/** A version is a mutable draft, at most one per agent, or published: numbered and never changed again. */
export type VersionState =
  /** Being edited; at most one per agent. */
  | 'DRAFT'
  /** Numbered, and never changed again. */
  | 'PUBLISHED';

/** Compares a value of VersionState. Keys side by side must all hold. */
export type VersionStateFilter = {
  /** Equal to this. */
  eq?: VersionState | null | undefined;
  /** One of these, up to 500. */
  in?: Array<VersionState> | null | undefined;
  /** true: there is no value; false: there is one. */
  isNull?: boolean | null | undefined;
  /** Not equal to this: rows without a value match. */
  ne?: VersionState | null | undefined;
  /** None of these: rows without a value match. */
  notIn?: Array<VersionState> | null | undefined;
};

/** A condition on WebhookDelivery rows. Keys side by side must all hold. */
export type WebhookDeliveryFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<WebhookDeliveryFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: WebhookDeliveryFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<WebhookDeliveryFilter> | null | undefined;
  /** The activity that is told. */
  activity?: ActivityFilter | null | undefined;
  /** The agent that it is about. */
  agent?: AgentFilter | null | undefined;
  /** When it was last tried. */
  attemptedAt?: DateTimeFilter | null | undefined;
  /** When it was made. */
  createdAt?: DateTimeFilter | null | undefined;
  /** The event that is told. */
  event?: EventFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** The run that it is about. */
  run?: RunFilter | null | undefined;
  /** The session that it is about. */
  session?: SessionFilter | null | undefined;
  /** How it stands. */
  status?: DeliveryStatusFilter | null | undefined;
  /** What it tells: `event.RunCompleted`, `agent.published`, `run.result`, `webhook.test`. */
  type?: StringFilter | null | undefined;
  /** When it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** The endpoint that is told; null is the `callbackUrl` of a run. */
  webhookEndpoint?: WebhookEndpointFilter | null | undefined;
  /** The workspace it is in. */
  workspace?: WorkspaceFilter | null | undefined;
};

/** A condition on a list of WebhookDelivery rows, of which those in the trash or out of use do not count. */
export type WebhookDeliveryListFilter = {
  /** All of them match; true where there are none. */
  every?: WebhookDeliveryFilter | null | undefined;
  /** None of them matches. */
  none?: WebhookDeliveryFilter | null | undefined;
  /** At least one of them matches; {} asks only that there is one. */
  some?: WebhookDeliveryFilter | null | undefined;
};

/** A condition on WebhookEndpoint rows. Keys side by side must all hold. */
export type WebhookEndpointFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<WebhookEndpointFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: WebhookEndpointFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<WebhookEndpointFilter> | null | undefined;
  /** What happened to it, the last first. */
  activities?: ActivityListFilter | null | undefined;
  /** The agent of which alone it is told; null is all. */
  agent?: AgentFilter | null | undefined;
  /** When it was put out of use. */
  archivedAt?: DateTimeFilter | null | undefined;
  /** When it was made. */
  createdAt?: DateTimeFilter | null | undefined;
  /** Who made it. */
  createdBy?: PrincipalFilter | null | undefined;
  /** When it was put in the trash. */
  deletedAt?: DateTimeFilter | null | undefined;
  /** What was delivered to it. */
  deliveries?: WebhookDeliveryListFilter | null | undefined;
  /** What it is for. */
  description?: StringFilter | null | undefined;
  /** Whether it is told anything; switched off by Concord after 3 days of failures. */
  enabled?: BooleanFilter | null | undefined;
  /** The id that the owner's own systems give it; unique in the workspace. */
  externalId?: StringFilter | null | undefined;
  /** Its readable name for paths and prompts, unique in the workspace. */
  handle?: StringFilter | null | undefined;
  /** Whether it has a key of its own that signs; else the account's does. */
  hasValue?: BooleanFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** Whether it comes with Concord: everybody reads it, nobody edits it. */
  isSystem?: BooleanFilter | null | undefined;
  /** What people call it. */
  name?: StringFilter | null | undefined;
  /** Who owns it. */
  owner?: PrincipalFilter | null | undefined;
  /** How long it stays in the trash. */
  retentionTier?: RetentionTierFilter | null | undefined;
  /** When it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** The workspace it is in; null for what comes with Concord. */
  workspace?: WorkspaceFilter | null | undefined;
};

/** A condition on a list of WebhookEndpoint rows, of which those in the trash or out of use do not count. */
export type WebhookEndpointListFilter = {
  /** All of them match; true where there are none. */
  every?: WebhookEndpointFilter | null | undefined;
  /** None of them matches. */
  none?: WebhookEndpointFilter | null | undefined;
  /** At least one of them matches; {} asks only that there is one. */
  some?: WebhookEndpointFilter | null | undefined;
};

/** A condition on Workspace rows. Keys side by side must all hold. */
export type WorkspaceFilter = {
  /** All of these are true; so is an empty list. */
  AND?: Array<WorkspaceFilter> | null | undefined;
  /** This is not true; rows for which it is unknown, for want of a value, are kept. */
  NOT?: WorkspaceFilter | null | undefined;
  /** At least one of these is true; an empty list is false. */
  OR?: Array<WorkspaceFilter> | null | undefined;
  /** What happened to it, the last first; what happened in it: `activities(workspaceId:)`. */
  activities?: ActivityListFilter | null | undefined;
  /** The agents in it. */
  agents?: AgentListFilter | null | undefined;
  /** When it was put out of use. */
  archivedAt?: DateTimeFilter | null | undefined;
  /** When it was made. */
  createdAt?: DateTimeFilter | null | undefined;
  /** Who made it. */
  createdBy?: PrincipalFilter | null | undefined;
  /** When it was put in the trash. */
  deletedAt?: DateTimeFilter | null | undefined;
  /** What it is for. */
  description?: StringFilter | null | undefined;
  /** The id that the account's own systems give it. */
  externalId?: StringFilter | null | undefined;
  /** Its readable name for paths, unique in the account. */
  handle?: StringFilter | null | undefined;
  /** The row's id; its prefix tells the type. */
  id?: IdFilter | null | undefined;
  /** Who may act in it. */
  members?: MemberListFilter | null | undefined;
  /** What people call it. */
  name?: StringFilter | null | undefined;
  /** A small number, unique in the account. */
  number?: IntFilter | null | undefined;
  /** Who owns it. */
  owner?: PrincipalFilter | null | undefined;
  /** How long it stays in the trash. */
  retentionTier?: RetentionTierFilter | null | undefined;
  /** Whom tools act for where an agent says nothing. */
  serviceUser?: PrincipalFilter | null | undefined;
  /** When it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
};

export type ActivitiesQueryVariables = Exact<{
  filter?: ActivityFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ActivitiesQuery = { activities: { nextCursor: string | null, nodes: Array<{ id: string, position: number | null, type: string, subjectId: string, data: unknown, createdAt: string, actor: { id: string, kind: PrincipalKind, name: string } | null }> } };

export type FollowActivitiesSubscriptionVariables = Exact<{
  workspaceId?: string | number | null | undefined;
  types?: Array<string> | string | null | undefined;
  after?: string | number | null | undefined;
}>;


export type FollowActivitiesSubscription = { workspaceActivity: { id: string, position: number | null, type: string, subjectId: string, data: unknown, createdAt: string, actor: { id: string, kind: PrincipalKind, name: string } | null } };

export type ActivityDetailsFragment = { id: string, position: number | null, type: string, subjectId: string, data: unknown, createdAt: string, actor: { id: string, kind: PrincipalKind, name: string } | null };

export type AgentsQueryVariables = Exact<{
  filter?: AgentFilter | null | undefined;
  orderBy?: Array<AgentOrderBy> | AgentOrderBy | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AgentsQuery = { agents: { nextCursor: string | null, totalCount: number, nodes: Array<{ id: string, name: string, description: string | null, handle: string, status: AgentStatus, hasDraft: boolean, labels: unknown, updatedAt: string, owner: { id: string, kind: PrincipalKind, name: string } | null, defaultVersion: { id: string, state: VersionState, number: number | null, note: string | null, publishedAt: string | null, publishedBy: { id: string, kind: PrincipalKind, name: string } | null } | null }> } };

export type AgentQueryVariables = Exact<{
  id: string | number;
}>;


export type AgentQuery = { agent: { metadata: unknown, id: string, name: string, description: string | null, handle: string, status: AgentStatus, hasDraft: boolean, labels: unknown, updatedAt: string, draftVersion: { instructions: string, models: Array<string>, inputSchema: unknown, outputSchema: unknown, id: string, state: VersionState, number: number | null, note: string | null, publishedAt: string | null, limits: { maxTurns: number | null, maxTokens: number | null, maxToolCalls: number | null, timeoutSeconds: number | null }, links: { nodes: Array<{ id: string, kind: LinkKind, position: number, inline: unknown, settings: { approval: ApprovalRule | null, alias: string | null, access: Access | null }, tool: { id: string, callName: string, title: string | null, description: string | null, kind: ToolKind, enabled: boolean, requiresApproval: boolean } | null, toolSet: { id: string, name: string } | null, mcpServer: { id: string, name: string } | null, skill: { id: string, name: string } | null, agent: { id: string, name: string } | null, memoryStore: { id: string, name: string } | null, file: { id: string, name: string } | null, secret: { id: string, name: string, handle: string, kind: SecretKind } | null }> }, tools: { totalCount: number, nodes: Array<{ id: string, callName: string, title: string | null, description: string | null, kind: ToolKind, enabled: boolean, requiresApproval: boolean }> }, publishedBy: { id: string, kind: PrincipalKind, name: string } | null } | null, defaultVersion: { instructions: string, models: Array<string>, inputSchema: unknown, outputSchema: unknown, id: string, state: VersionState, number: number | null, note: string | null, publishedAt: string | null, limits: { maxTurns: number | null, maxTokens: number | null, maxToolCalls: number | null, timeoutSeconds: number | null }, links: { nodes: Array<{ id: string, kind: LinkKind, position: number, inline: unknown, settings: { approval: ApprovalRule | null, alias: string | null, access: Access | null }, tool: { id: string, callName: string, title: string | null, description: string | null, kind: ToolKind, enabled: boolean, requiresApproval: boolean } | null, toolSet: { id: string, name: string } | null, mcpServer: { id: string, name: string } | null, skill: { id: string, name: string } | null, agent: { id: string, name: string } | null, memoryStore: { id: string, name: string } | null, file: { id: string, name: string } | null, secret: { id: string, name: string, handle: string, kind: SecretKind } | null }> }, tools: { totalCount: number, nodes: Array<{ id: string, callName: string, title: string | null, description: string | null, kind: ToolKind, enabled: boolean, requiresApproval: boolean }> }, publishedBy: { id: string, kind: PrincipalKind, name: string } | null } | null, versions: { nextCursor: string | null, nodes: Array<{ id: string, state: VersionState, number: number | null, note: string | null, publishedAt: string | null, publishedBy: { id: string, kind: PrincipalKind, name: string } | null }> }, owner: { id: string, kind: PrincipalKind, name: string } | null } | null };

export type CreateAgentMutationVariables = Exact<{
  input: CreateAgentInput;
  publish?: boolean | null | undefined;
  idempotencyKey?: string | null | undefined;
}>;


export type CreateAgentMutation = { createAgent: { agent: { id: string, name: string, description: string | null, handle: string, status: AgentStatus, hasDraft: boolean, labels: unknown, updatedAt: string, owner: { id: string, kind: PrincipalKind, name: string } | null, defaultVersion: { id: string, state: VersionState, number: number | null, note: string | null, publishedAt: string | null, publishedBy: { id: string, kind: PrincipalKind, name: string } | null } | null } } | null };

export type EditAgentMutationVariables = Exact<{
  id: string | number;
  input: UpdateAgentInput;
  if?: AgentIf | null | undefined;
}>;


export type EditAgentMutation = { updateAgent: { agent: { id: string, name: string, description: string | null, handle: string, status: AgentStatus, hasDraft: boolean, labels: unknown, updatedAt: string, draftVersion: { instructions: string, models: Array<string>, inputSchema: unknown, outputSchema: unknown, id: string, state: VersionState, number: number | null, note: string | null, publishedAt: string | null, limits: { maxTurns: number | null, maxTokens: number | null, maxToolCalls: number | null, timeoutSeconds: number | null }, links: { nodes: Array<{ id: string, kind: LinkKind, position: number, inline: unknown, settings: { approval: ApprovalRule | null, alias: string | null, access: Access | null }, tool: { id: string, callName: string, title: string | null, description: string | null, kind: ToolKind, enabled: boolean, requiresApproval: boolean } | null, toolSet: { id: string, name: string } | null, mcpServer: { id: string, name: string } | null, skill: { id: string, name: string } | null, agent: { id: string, name: string } | null, memoryStore: { id: string, name: string } | null, file: { id: string, name: string } | null, secret: { id: string, name: string, handle: string, kind: SecretKind } | null }> }, tools: { totalCount: number, nodes: Array<{ id: string, callName: string, title: string | null, description: string | null, kind: ToolKind, enabled: boolean, requiresApproval: boolean }> }, publishedBy: { id: string, kind: PrincipalKind, name: string } | null } | null, owner: { id: string, kind: PrincipalKind, name: string } | null, defaultVersion: { id: string, state: VersionState, number: number | null, note: string | null, publishedAt: string | null, publishedBy: { id: string, kind: PrincipalKind, name: string } | null } | null } } | null };

export type PublishAgentMutationVariables = Exact<{
  id: string | number;
  note?: string | null | undefined;
  if?: AgentIf | null | undefined;
}>;


export type PublishAgentMutation = { publishAgent: { agent: { id: string, name: string, description: string | null, handle: string, status: AgentStatus, hasDraft: boolean, labels: unknown, updatedAt: string, defaultVersion: { instructions: string, models: Array<string>, inputSchema: unknown, outputSchema: unknown, id: string, state: VersionState, number: number | null, note: string | null, publishedAt: string | null, limits: { maxTurns: number | null, maxTokens: number | null, maxToolCalls: number | null, timeoutSeconds: number | null }, links: { nodes: Array<{ id: string, kind: LinkKind, position: number, inline: unknown, settings: { approval: ApprovalRule | null, alias: string | null, access: Access | null }, tool: { id: string, callName: string, title: string | null, description: string | null, kind: ToolKind, enabled: boolean, requiresApproval: boolean } | null, toolSet: { id: string, name: string } | null, mcpServer: { id: string, name: string } | null, skill: { id: string, name: string } | null, agent: { id: string, name: string } | null, memoryStore: { id: string, name: string } | null, file: { id: string, name: string } | null, secret: { id: string, name: string, handle: string, kind: SecretKind } | null }> }, tools: { totalCount: number, nodes: Array<{ id: string, callName: string, title: string | null, description: string | null, kind: ToolKind, enabled: boolean, requiresApproval: boolean }> }, publishedBy: { id: string, kind: PrincipalKind, name: string } | null } | null, owner: { id: string, kind: PrincipalKind, name: string } | null } } | null };

export type AgentSummaryFragment = { id: string, name: string, description: string | null, handle: string, status: AgentStatus, hasDraft: boolean, labels: unknown, updatedAt: string, owner: { id: string, kind: PrincipalKind, name: string } | null, defaultVersion: { id: string, state: VersionState, number: number | null, note: string | null, publishedAt: string | null, publishedBy: { id: string, kind: PrincipalKind, name: string } | null } | null };

export type VersionSummaryFragment = { id: string, state: VersionState, number: number | null, note: string | null, publishedAt: string | null, publishedBy: { id: string, kind: PrincipalKind, name: string } | null };

export type VersionConfigurationFragment = { instructions: string, models: Array<string>, inputSchema: unknown, outputSchema: unknown, id: string, state: VersionState, number: number | null, note: string | null, publishedAt: string | null, limits: { maxTurns: number | null, maxTokens: number | null, maxToolCalls: number | null, timeoutSeconds: number | null }, links: { nodes: Array<{ id: string, kind: LinkKind, position: number, inline: unknown, settings: { approval: ApprovalRule | null, alias: string | null, access: Access | null }, tool: { id: string, callName: string, title: string | null, description: string | null, kind: ToolKind, enabled: boolean, requiresApproval: boolean } | null, toolSet: { id: string, name: string } | null, mcpServer: { id: string, name: string } | null, skill: { id: string, name: string } | null, agent: { id: string, name: string } | null, memoryStore: { id: string, name: string } | null, file: { id: string, name: string } | null, secret: { id: string, name: string, handle: string, kind: SecretKind } | null }> }, tools: { totalCount: number, nodes: Array<{ id: string, callName: string, title: string | null, description: string | null, kind: ToolKind, enabled: boolean, requiresApproval: boolean }> }, publishedBy: { id: string, kind: PrincipalKind, name: string } | null };

export type LinkDetailsFragment = { id: string, kind: LinkKind, position: number, inline: unknown, settings: { approval: ApprovalRule | null, alias: string | null, access: Access | null }, tool: { id: string, callName: string, title: string | null, description: string | null, kind: ToolKind, enabled: boolean, requiresApproval: boolean } | null, toolSet: { id: string, name: string } | null, mcpServer: { id: string, name: string } | null, skill: { id: string, name: string } | null, agent: { id: string, name: string } | null, memoryStore: { id: string, name: string } | null, file: { id: string, name: string } | null, secret: { id: string, name: string, handle: string, kind: SecretKind } | null };

export type EventsQueryVariables = Exact<{
  sessionId: string | number;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type EventsQuery = { session: { id: string, status: SessionStatus, events: { nextCursor: string | null, nodes: Array<
        | { __typename: 'AttemptAbandoned', messageId: string, attempt: number, id: string, seq: number, createdAt: string }
        | { __typename: 'ChildSessionStarted', id: string, seq: number, createdAt: string }
        | { __typename: 'ContextCompacted', id: string, seq: number, createdAt: string }
        | { __typename: 'InputDropped', id: string, seq: number, createdAt: string }
        | { __typename: 'InputReceived', text: string | null, data: unknown, id: string, seq: number, createdAt: string }
        | { __typename: 'MemoryRead', id: string, seq: number, createdAt: string }
        | { __typename: 'MemoryWritten', id: string, seq: number, createdAt: string }
        | { __typename: 'MessageCompleted', messageId: string, attempt: number, text: string | null, stopReason: string | null, id: string, seq: number, createdAt: string }
        | { __typename: 'MessageStarted', messageId: string, attempt: number, id: string, seq: number, createdAt: string }
        | { __typename: 'RunCancelled', reason: string | null, id: string, seq: number, createdAt: string }
        | { __typename: 'RunCompleted', output: unknown, id: string, seq: number, createdAt: string }
        | { __typename: 'RunFailed', code: string, message: string, id: string, seq: number, createdAt: string }
        | { __typename: 'RunResumed', id: string, seq: number, createdAt: string }
        | { __typename: 'RunStarted', attempt: number, id: string, seq: number, createdAt: string }
        | { __typename: 'RunTimedOut', message: string, id: string, seq: number, createdAt: string }
        | { __typename: 'RunWaiting', toolCallIds: Array<string>, id: string, seq: number, createdAt: string }
        | { __typename: 'SessionClosed', reason: string | null, id: string, seq: number, createdAt: string }
        | { __typename: 'TaskChanged', id: string, seq: number, createdAt: string }
        | { __typename: 'ToolCallApproved', id: string, seq: number, createdAt: string }
        | { __typename: 'ToolCallCompleted', toolCallId: string, name: string, result: unknown, id: string, seq: number, createdAt: string }
        | { __typename: 'ToolCallDenied', toolCallId: string, memo: string | null, id: string, seq: number, createdAt: string }
        | { __typename: 'ToolCallFailed', toolCallId: string, name: string, code: string, message: string, id: string, seq: number, createdAt: string }
        | { __typename: 'ToolCallRequested', toolCallId: string, name: string, arguments: unknown, approval: Approval | null, id: string, seq: number, createdAt: string }
        | { __typename: 'ToolCallStarted', id: string, seq: number, createdAt: string }
      > } } | null };

type EventDetails_AttemptAbandoned_Fragment = { __typename: 'AttemptAbandoned', messageId: string, attempt: number, id: string, seq: number, createdAt: string };

type EventDetails_ChildSessionStarted_Fragment = { __typename: 'ChildSessionStarted', id: string, seq: number, createdAt: string };

type EventDetails_ContextCompacted_Fragment = { __typename: 'ContextCompacted', id: string, seq: number, createdAt: string };

type EventDetails_InputDropped_Fragment = { __typename: 'InputDropped', id: string, seq: number, createdAt: string };

type EventDetails_InputReceived_Fragment = { __typename: 'InputReceived', text: string | null, data: unknown, id: string, seq: number, createdAt: string };

type EventDetails_MemoryRead_Fragment = { __typename: 'MemoryRead', id: string, seq: number, createdAt: string };

type EventDetails_MemoryWritten_Fragment = { __typename: 'MemoryWritten', id: string, seq: number, createdAt: string };

type EventDetails_MessageCompleted_Fragment = { __typename: 'MessageCompleted', messageId: string, attempt: number, text: string | null, stopReason: string | null, id: string, seq: number, createdAt: string };

type EventDetails_MessageStarted_Fragment = { __typename: 'MessageStarted', messageId: string, attempt: number, id: string, seq: number, createdAt: string };

type EventDetails_RunCancelled_Fragment = { __typename: 'RunCancelled', reason: string | null, id: string, seq: number, createdAt: string };

type EventDetails_RunCompleted_Fragment = { __typename: 'RunCompleted', output: unknown, id: string, seq: number, createdAt: string };

type EventDetails_RunFailed_Fragment = { __typename: 'RunFailed', code: string, message: string, id: string, seq: number, createdAt: string };

type EventDetails_RunResumed_Fragment = { __typename: 'RunResumed', id: string, seq: number, createdAt: string };

type EventDetails_RunStarted_Fragment = { __typename: 'RunStarted', attempt: number, id: string, seq: number, createdAt: string };

type EventDetails_RunTimedOut_Fragment = { __typename: 'RunTimedOut', message: string, id: string, seq: number, createdAt: string };

type EventDetails_RunWaiting_Fragment = { __typename: 'RunWaiting', toolCallIds: Array<string>, id: string, seq: number, createdAt: string };

type EventDetails_SessionClosed_Fragment = { __typename: 'SessionClosed', reason: string | null, id: string, seq: number, createdAt: string };

type EventDetails_TaskChanged_Fragment = { __typename: 'TaskChanged', id: string, seq: number, createdAt: string };

type EventDetails_ToolCallApproved_Fragment = { __typename: 'ToolCallApproved', id: string, seq: number, createdAt: string };

type EventDetails_ToolCallCompleted_Fragment = { __typename: 'ToolCallCompleted', toolCallId: string, name: string, result: unknown, id: string, seq: number, createdAt: string };

type EventDetails_ToolCallDenied_Fragment = { __typename: 'ToolCallDenied', toolCallId: string, memo: string | null, id: string, seq: number, createdAt: string };

type EventDetails_ToolCallFailed_Fragment = { __typename: 'ToolCallFailed', toolCallId: string, name: string, code: string, message: string, id: string, seq: number, createdAt: string };

type EventDetails_ToolCallRequested_Fragment = { __typename: 'ToolCallRequested', toolCallId: string, name: string, arguments: unknown, approval: Approval | null, id: string, seq: number, createdAt: string };

type EventDetails_ToolCallStarted_Fragment = { __typename: 'ToolCallStarted', id: string, seq: number, createdAt: string };

export type EventDetailsFragment =
  | EventDetails_AttemptAbandoned_Fragment
  | EventDetails_ChildSessionStarted_Fragment
  | EventDetails_ContextCompacted_Fragment
  | EventDetails_InputDropped_Fragment
  | EventDetails_InputReceived_Fragment
  | EventDetails_MemoryRead_Fragment
  | EventDetails_MemoryWritten_Fragment
  | EventDetails_MessageCompleted_Fragment
  | EventDetails_MessageStarted_Fragment
  | EventDetails_RunCancelled_Fragment
  | EventDetails_RunCompleted_Fragment
  | EventDetails_RunFailed_Fragment
  | EventDetails_RunResumed_Fragment
  | EventDetails_RunStarted_Fragment
  | EventDetails_RunTimedOut_Fragment
  | EventDetails_RunWaiting_Fragment
  | EventDetails_SessionClosed_Fragment
  | EventDetails_TaskChanged_Fragment
  | EventDetails_ToolCallApproved_Fragment
  | EventDetails_ToolCallCompleted_Fragment
  | EventDetails_ToolCallDenied_Fragment
  | EventDetails_ToolCallFailed_Fragment
  | EventDetails_ToolCallRequested_Fragment
  | EventDetails_ToolCallStarted_Fragment
;

export type StartRunMutationVariables = Exact<{
  sessionId: string | number;
  input: StartRunInput;
  onBusy?: OnBusy | null | undefined;
  idempotencyKey?: string | null | undefined;
}>;


export type StartRunMutation = { startRun: { run: { id: string, number: number, status: RunStatus, output: unknown, waitingFor: Array<string>, createdAt: string, startedAt: string | null, finishedAt: string | null, error: { code: string, message: string } | null, usage: { inputTokens: number, outputTokens: number, cost: string | null }, session: { id: string } } } | null };

export type FollowRunSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | number | null | undefined;
  previews?: boolean | null | undefined;
}>;


export type FollowRunSubscription = { runEvents: { event:
      | { __typename: 'AttemptAbandoned', messageId: string, attempt: number, id: string, seq: number, createdAt: string }
      | { __typename: 'ChildSessionStarted', id: string, seq: number, createdAt: string }
      | { __typename: 'ContextCompacted', id: string, seq: number, createdAt: string }
      | { __typename: 'InputDropped', id: string, seq: number, createdAt: string }
      | { __typename: 'InputReceived', text: string | null, data: unknown, id: string, seq: number, createdAt: string }
      | { __typename: 'MemoryRead', id: string, seq: number, createdAt: string }
      | { __typename: 'MemoryWritten', id: string, seq: number, createdAt: string }
      | { __typename: 'MessageCompleted', messageId: string, attempt: number, text: string | null, stopReason: string | null, id: string, seq: number, createdAt: string }
      | { __typename: 'MessageStarted', messageId: string, attempt: number, id: string, seq: number, createdAt: string }
      | { __typename: 'RunCancelled', reason: string | null, id: string, seq: number, createdAt: string }
      | { __typename: 'RunCompleted', output: unknown, id: string, seq: number, createdAt: string }
      | { __typename: 'RunFailed', code: string, message: string, id: string, seq: number, createdAt: string }
      | { __typename: 'RunResumed', id: string, seq: number, createdAt: string }
      | { __typename: 'RunStarted', attempt: number, id: string, seq: number, createdAt: string }
      | { __typename: 'RunTimedOut', message: string, id: string, seq: number, createdAt: string }
      | { __typename: 'RunWaiting', toolCallIds: Array<string>, id: string, seq: number, createdAt: string }
      | { __typename: 'SessionClosed', reason: string | null, id: string, seq: number, createdAt: string }
      | { __typename: 'TaskChanged', id: string, seq: number, createdAt: string }
      | { __typename: 'ToolCallApproved', id: string, seq: number, createdAt: string }
      | { __typename: 'ToolCallCompleted', toolCallId: string, name: string, result: unknown, id: string, seq: number, createdAt: string }
      | { __typename: 'ToolCallDenied', toolCallId: string, memo: string | null, id: string, seq: number, createdAt: string }
      | { __typename: 'ToolCallFailed', toolCallId: string, name: string, code: string, message: string, id: string, seq: number, createdAt: string }
      | { __typename: 'ToolCallRequested', toolCallId: string, name: string, arguments: unknown, approval: Approval | null, id: string, seq: number, createdAt: string }
      | { __typename: 'ToolCallStarted', id: string, seq: number, createdAt: string }
     | null, preview: { messageId: string, attempt: number, offset: number, text: string } | null } };

export type CancelRunMutationVariables = Exact<{
  id: string | number;
  reason?: string | null | undefined;
}>;


export type CancelRunMutation = { cancelRun: { run: { id: string, number: number, status: RunStatus, output: unknown, waitingFor: Array<string>, createdAt: string, startedAt: string | null, finishedAt: string | null, error: { code: string, message: string } | null, usage: { inputTokens: number, outputTokens: number, cost: string | null }, session: { id: string } } } | null };

export type RunSummaryFragment = { id: string, number: number, status: RunStatus, output: unknown, waitingFor: Array<string>, createdAt: string, startedAt: string | null, finishedAt: string | null, error: { code: string, message: string } | null, usage: { inputTokens: number, outputTokens: number, cost: string | null }, session: { id: string } };

export type SecretsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SecretsQuery = { secrets: { nextCursor: string | null, totalCount: number, nodes: Array<{ hasValue: boolean, hosts: Array<string>, rotatedAt: string | null, expiresAt: string | null, lastUsedAt: string | null, id: string, name: string, handle: string, kind: SecretKind }> } };

export type SecretNameFragment = { id: string, name: string, handle: string, kind: SecretKind };

export type SessionsQueryVariables = Exact<{
  filter?: SessionFilter | null | undefined;
  orderBy?: Array<SessionOrderBy> | SessionOrderBy | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SessionsQuery = { sessions: { nextCursor: string | null, totalCount: number, nodes: Array<{ id: string, title: string | null, status: SessionStatus, outcome: RunStatus | null, thread: string | null, endUserId: string | null, seq: number, createdAt: string, updatedAt: string, closedAt: string | null, agent: { id: string, name: string }, agentVersion: { id: string, number: number | null } | null }> } };

export type SessionQueryVariables = Exact<{
  id: string | number;
}>;


export type SessionQuery = { session: { inputTokens: number, outputTokens: number, id: string, title: string | null, status: SessionStatus, outcome: RunStatus | null, thread: string | null, endUserId: string | null, seq: number, createdAt: string, updatedAt: string, closedAt: string | null, runs: { nextCursor: string | null, nodes: Array<{ id: string, number: number, status: RunStatus, output: unknown, waitingFor: Array<string>, createdAt: string, startedAt: string | null, finishedAt: string | null, error: { code: string, message: string } | null, usage: { inputTokens: number, outputTokens: number, cost: string | null }, session: { id: string } }> }, agent: { id: string, name: string }, agentVersion: { id: string, number: number | null } | null } | null };

export type StartSessionMutationVariables = Exact<{
  agentId: string | number;
  session?: SessionInput | null | undefined;
  idempotencyKey?: string | null | undefined;
}>;


export type StartSessionMutation = { startSession: { session: { id: string, title: string | null, status: SessionStatus, outcome: RunStatus | null, thread: string | null, endUserId: string | null, seq: number, createdAt: string, updatedAt: string, closedAt: string | null, agent: { id: string, name: string }, agentVersion: { id: string, number: number | null } | null } } | null };

export type CloseSessionMutationVariables = Exact<{
  id: string | number;
  reason?: string | null | undefined;
}>;


export type CloseSessionMutation = { closeSession: { session: { id: string, title: string | null, status: SessionStatus, outcome: RunStatus | null, thread: string | null, endUserId: string | null, seq: number, createdAt: string, updatedAt: string, closedAt: string | null, agent: { id: string, name: string }, agentVersion: { id: string, number: number | null } | null } } | null };

export type SessionSummaryFragment = { id: string, title: string | null, status: SessionStatus, outcome: RunStatus | null, thread: string | null, endUserId: string | null, seq: number, createdAt: string, updatedAt: string, closedAt: string | null, agent: { id: string, name: string }, agentVersion: { id: string, number: number | null } | null };

export type WaitingToolCallsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type WaitingToolCallsQuery = { toolCalls: { nextCursor: string | null, totalCount: number, nodes: Array<{ id: string, name: string, kind: ToolKind, arguments: unknown, approval: Approval, status: ToolCallStatus, memo: string | null, expiresAt: string | null, decidedAt: string | null, decidedBy: { id: string, kind: PrincipalKind, name: string } | null, tool: { id: string, callName: string, title: string | null, description: string | null, kind: ToolKind, enabled: boolean, requiresApproval: boolean } | null, session: { id: string, title: string | null }, run: { id: string, status: RunStatus } }> } };

export type ApproveToolCallMutationVariables = Exact<{
  id: string | number;
  memo?: string | null | undefined;
}>;


export type ApproveToolCallMutation = { approveToolCall: { toolCall: { id: string, name: string, kind: ToolKind, arguments: unknown, approval: Approval, status: ToolCallStatus, memo: string | null, expiresAt: string | null, decidedAt: string | null, decidedBy: { id: string, kind: PrincipalKind, name: string } | null, tool: { id: string, callName: string, title: string | null, description: string | null, kind: ToolKind, enabled: boolean, requiresApproval: boolean } | null, session: { id: string, title: string | null }, run: { id: string, status: RunStatus } } } | null };

export type DenyToolCallMutationVariables = Exact<{
  id: string | number;
  memo?: string | null | undefined;
}>;


export type DenyToolCallMutation = { denyToolCall: { toolCall: { id: string, name: string, kind: ToolKind, arguments: unknown, approval: Approval, status: ToolCallStatus, memo: string | null, expiresAt: string | null, decidedAt: string | null, decidedBy: { id: string, kind: PrincipalKind, name: string } | null, tool: { id: string, callName: string, title: string | null, description: string | null, kind: ToolKind, enabled: boolean, requiresApproval: boolean } | null, session: { id: string, title: string | null }, run: { id: string, status: RunStatus } } } | null };

export type ToolCallDetailsFragment = { id: string, name: string, kind: ToolKind, arguments: unknown, approval: Approval, status: ToolCallStatus, memo: string | null, expiresAt: string | null, decidedAt: string | null, decidedBy: { id: string, kind: PrincipalKind, name: string } | null, tool: { id: string, callName: string, title: string | null, description: string | null, kind: ToolKind, enabled: boolean, requiresApproval: boolean } | null, session: { id: string, title: string | null }, run: { id: string, status: RunStatus } };

export type ToolSetsQueryVariables = Exact<{
  filter?: ToolSetFilter | null | undefined;
  orderBy?: Array<ToolSetOrderBy> | ToolSetOrderBy | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ToolSetsQuery = { toolSets: { nextCursor: string | null, totalCount: number, nodes: Array<{ id: string, name: string, description: string | null, handle: string, kind: ToolKind, isSystem: boolean, managed: boolean, syncStatus: SyncStatus, syncError: string | null, syncedAt: string | null, tools: { totalCount: number, nodes: Array<{ id: string, callName: string, title: string | null, description: string | null, kind: ToolKind, enabled: boolean, requiresApproval: boolean }> } }> } };

export type ToolSummaryFragment = { id: string, callName: string, title: string | null, description: string | null, kind: ToolKind, enabled: boolean, requiresApproval: boolean };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { accountAdmin: boolean, id: string, kind: PrincipalKind, name: string }, workspaces: { nodes: Array<{ id: string, name: string, handle: string, number: number }> } };

export type PersonFragment = { id: string, kind: PrincipalKind, name: string };

export const PersonFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Person"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Principal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]} as unknown as DocumentNode<PersonFragment, unknown>;
export const ActivityDetailsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActivityDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Activity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"subjectId"}},{"kind":"Field","name":{"kind":"Name","value":"data"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Person"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Person"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Principal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]} as unknown as DocumentNode<ActivityDetailsFragment, unknown>;
export const VersionSummaryFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VersionSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AgentVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"publishedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Person"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Person"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Principal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]} as unknown as DocumentNode<VersionSummaryFragment, unknown>;
export const AgentSummaryFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgentSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Agent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"handle"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"hasDraft"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Person"}}]}},{"kind":"Field","name":{"kind":"Name","value":"defaultVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VersionSummary"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Person"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Principal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VersionSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AgentVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"publishedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Person"}}]}}]}}]} as unknown as DocumentNode<AgentSummaryFragment, unknown>;
export const ToolSummaryFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ToolSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tool"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"callName"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"requiresApproval"}}]}}]} as unknown as DocumentNode<ToolSummaryFragment, unknown>;
export const SecretNameFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SecretName"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Secret"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"handle"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}}]} as unknown as DocumentNode<SecretNameFragment, unknown>;
export const LinkDetailsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LinkDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Link"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"inline"}},{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"approval"}},{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"access"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tool"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ToolSummary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"toolSet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"mcpServer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"skill"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"memoryStore"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"file"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SecretName"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ToolSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tool"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"callName"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"requiresApproval"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SecretName"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Secret"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"handle"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}}]} as unknown as DocumentNode<LinkDetailsFragment, unknown>;
export const VersionConfigurationFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VersionConfiguration"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AgentVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VersionSummary"}},{"kind":"Field","name":{"kind":"Name","value":"instructions"}},{"kind":"Field","name":{"kind":"Name","value":"models"}},{"kind":"Field","name":{"kind":"Name","value":"limits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"maxTurns"}},{"kind":"Field","name":{"kind":"Name","value":"maxTokens"}},{"kind":"Field","name":{"kind":"Name","value":"maxToolCalls"}},{"kind":"Field","name":{"kind":"Name","value":"timeoutSeconds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputSchema"}},{"kind":"Field","name":{"kind":"Name","value":"outputSchema"}},{"kind":"Field","name":{"kind":"Name","value":"links"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LinkDetails"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"tools"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ToolSummary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Person"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Principal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ToolSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tool"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"callName"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"requiresApproval"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SecretName"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Secret"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"handle"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VersionSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AgentVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"publishedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Person"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LinkDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Link"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"inline"}},{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"approval"}},{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"access"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tool"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ToolSummary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"toolSet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"mcpServer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"skill"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"memoryStore"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"file"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SecretName"}}]}}]}}]} as unknown as DocumentNode<VersionConfigurationFragment, unknown>;
export const EventDetailsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EventDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Event"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InputReceived"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"data"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RunStarted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"attempt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RunWaiting"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"toolCallIds"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MessageStarted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MessageCompleted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"stopReason"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AttemptAbandoned"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ToolCallRequested"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"toolCallId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"arguments"}},{"kind":"Field","name":{"kind":"Name","value":"approval"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ToolCallDenied"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"toolCallId"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ToolCallCompleted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"toolCallId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"result"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ToolCallFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"toolCallId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RunCompleted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"output"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RunFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RunCancelled"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RunTimedOut"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SessionClosed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]} as unknown as DocumentNode<EventDetailsFragment, unknown>;
export const RunSummaryFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RunSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Run"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inputTokens"}},{"kind":"Field","name":{"kind":"Name","value":"outputTokens"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}}]}},{"kind":"Field","name":{"kind":"Name","value":"waitingFor"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<RunSummaryFragment, unknown>;
export const SessionSummaryFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Session"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"thread"}},{"kind":"Field","name":{"kind":"Name","value":"endUserId"}},{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agentVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}}]} as unknown as DocumentNode<SessionSummaryFragment, unknown>;
export const ToolCallDetailsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ToolCallDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ToolCall"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"arguments"}},{"kind":"Field","name":{"kind":"Name","value":"approval"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Person"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tool"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ToolSummary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}},{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Person"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Principal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ToolSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tool"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"callName"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"requiresApproval"}}]}}]} as unknown as DocumentNode<ToolCallDetailsFragment, unknown>;
export const ActivitiesDocument = {"__meta__":{"hash":"sha256:efb4af6130d6e623c0f8a25bd146d04b2803a7c3be5428d851159002aac38233"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Activities"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ActivityFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"activities"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ActivityDetails"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nextCursor"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Person"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Principal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActivityDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Activity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"subjectId"}},{"kind":"Field","name":{"kind":"Name","value":"data"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Person"}}]}}]}}]} as unknown as DocumentNode<ActivitiesQuery, ActivitiesQueryVariables>;
export const FollowActivitiesDocument = {"__meta__":{"hash":"sha256:b535668cc43a090fd841ab574f3452818bd47831ea5b24b8eca9668fa0dcaaa9"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"FollowActivities"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"workspaceId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"types"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workspaceActivity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"workspaceId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"workspaceId"}}},{"kind":"Argument","name":{"kind":"Name","value":"types"},"value":{"kind":"Variable","name":{"kind":"Name","value":"types"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ActivityDetails"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Person"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Principal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ActivityDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Activity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"subjectId"}},{"kind":"Field","name":{"kind":"Name","value":"data"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Person"}}]}}]}}]} as unknown as DocumentNode<FollowActivitiesSubscription, FollowActivitiesSubscriptionVariables>;
export const AgentsDocument = {"__meta__":{"hash":"sha256:2da652f31c0a61a899a63ae57f99748015e80211561abeb51c14efff7c16358f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Agents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AgentFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AgentOrderBy"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AgentSummary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nextCursor"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Person"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Principal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VersionSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AgentVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"publishedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Person"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgentSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Agent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"handle"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"hasDraft"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Person"}}]}},{"kind":"Field","name":{"kind":"Name","value":"defaultVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VersionSummary"}}]}}]}}]} as unknown as DocumentNode<AgentsQuery, AgentsQueryVariables>;
export const AgentDocument = {"__meta__":{"hash":"sha256:71391a7cace6875a4d7d7b5265e8bc15083b5a19f26ad99ed198d7737eafc84f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Agent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AgentSummary"}},{"kind":"Field","name":{"kind":"Name","value":"metadata"}},{"kind":"Field","name":{"kind":"Name","value":"draftVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VersionConfiguration"}}]}},{"kind":"Field","name":{"kind":"Name","value":"defaultVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VersionConfiguration"}}]}},{"kind":"Field","name":{"kind":"Name","value":"versions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VersionSummary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nextCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Person"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Principal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VersionSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AgentVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"publishedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Person"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ToolSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tool"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"callName"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"requiresApproval"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SecretName"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Secret"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"handle"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LinkDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Link"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"inline"}},{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"approval"}},{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"access"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tool"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ToolSummary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"toolSet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"mcpServer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"skill"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"memoryStore"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"file"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SecretName"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgentSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Agent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"handle"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"hasDraft"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Person"}}]}},{"kind":"Field","name":{"kind":"Name","value":"defaultVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VersionSummary"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VersionConfiguration"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AgentVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VersionSummary"}},{"kind":"Field","name":{"kind":"Name","value":"instructions"}},{"kind":"Field","name":{"kind":"Name","value":"models"}},{"kind":"Field","name":{"kind":"Name","value":"limits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"maxTurns"}},{"kind":"Field","name":{"kind":"Name","value":"maxTokens"}},{"kind":"Field","name":{"kind":"Name","value":"maxToolCalls"}},{"kind":"Field","name":{"kind":"Name","value":"timeoutSeconds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputSchema"}},{"kind":"Field","name":{"kind":"Name","value":"outputSchema"}},{"kind":"Field","name":{"kind":"Name","value":"links"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LinkDetails"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"tools"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ToolSummary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<AgentQuery, AgentQueryVariables>;
export const CreateAgentDocument = {"__meta__":{"hash":"sha256:b6c05fc4f3bc7e8bf417818675a550d356d4e4ad666519dfcc7df6cc2b4b54d9"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateAgent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateAgentInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"publish"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}},"defaultValue":{"kind":"BooleanValue","value":false}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"idempotencyKey"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createAgent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}},{"kind":"Argument","name":{"kind":"Name","value":"publish"},"value":{"kind":"Variable","name":{"kind":"Name","value":"publish"}}},{"kind":"Argument","name":{"kind":"Name","value":"idempotencyKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"idempotencyKey"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AgentSummary"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Person"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Principal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VersionSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AgentVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"publishedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Person"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgentSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Agent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"handle"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"hasDraft"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Person"}}]}},{"kind":"Field","name":{"kind":"Name","value":"defaultVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VersionSummary"}}]}}]}}]} as unknown as DocumentNode<CreateAgentMutation, CreateAgentMutationVariables>;
export const EditAgentDocument = {"__meta__":{"hash":"sha256:b47504d74994ca247bd73bf0a21c68c2cf7155703866212f4cbc9a11a7c5e011"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"EditAgent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateAgentInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"if"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AgentIf"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateAgent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}},{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"if"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AgentSummary"}},{"kind":"Field","name":{"kind":"Name","value":"draftVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VersionConfiguration"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Person"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Principal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VersionSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AgentVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"publishedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Person"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ToolSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tool"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"callName"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"requiresApproval"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SecretName"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Secret"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"handle"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LinkDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Link"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"inline"}},{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"approval"}},{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"access"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tool"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ToolSummary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"toolSet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"mcpServer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"skill"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"memoryStore"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"file"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SecretName"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgentSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Agent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"handle"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"hasDraft"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Person"}}]}},{"kind":"Field","name":{"kind":"Name","value":"defaultVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VersionSummary"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VersionConfiguration"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AgentVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VersionSummary"}},{"kind":"Field","name":{"kind":"Name","value":"instructions"}},{"kind":"Field","name":{"kind":"Name","value":"models"}},{"kind":"Field","name":{"kind":"Name","value":"limits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"maxTurns"}},{"kind":"Field","name":{"kind":"Name","value":"maxTokens"}},{"kind":"Field","name":{"kind":"Name","value":"maxToolCalls"}},{"kind":"Field","name":{"kind":"Name","value":"timeoutSeconds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputSchema"}},{"kind":"Field","name":{"kind":"Name","value":"outputSchema"}},{"kind":"Field","name":{"kind":"Name","value":"links"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LinkDetails"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"tools"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ToolSummary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<EditAgentMutation, EditAgentMutationVariables>;
export const PublishAgentDocument = {"__meta__":{"hash":"sha256:c3c828ea31a68b15bfb44fa9af4d6158a960f11a77a0b71648f891b0c25394f5"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PublishAgent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"note"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"if"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AgentIf"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publishAgent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"note"},"value":{"kind":"Variable","name":{"kind":"Name","value":"note"}}},{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"if"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AgentSummary"}},{"kind":"Field","name":{"kind":"Name","value":"defaultVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VersionConfiguration"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Person"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Principal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VersionSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AgentVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"publishedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Person"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ToolSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tool"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"callName"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"requiresApproval"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SecretName"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Secret"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"handle"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LinkDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Link"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"inline"}},{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"approval"}},{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"access"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tool"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ToolSummary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"toolSet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"mcpServer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"skill"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"memoryStore"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"file"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SecretName"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgentSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Agent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"handle"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"hasDraft"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Person"}}]}},{"kind":"Field","name":{"kind":"Name","value":"defaultVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VersionSummary"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VersionConfiguration"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AgentVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VersionSummary"}},{"kind":"Field","name":{"kind":"Name","value":"instructions"}},{"kind":"Field","name":{"kind":"Name","value":"models"}},{"kind":"Field","name":{"kind":"Name","value":"limits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"maxTurns"}},{"kind":"Field","name":{"kind":"Name","value":"maxTokens"}},{"kind":"Field","name":{"kind":"Name","value":"maxToolCalls"}},{"kind":"Field","name":{"kind":"Name","value":"timeoutSeconds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inputSchema"}},{"kind":"Field","name":{"kind":"Name","value":"outputSchema"}},{"kind":"Field","name":{"kind":"Name","value":"links"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LinkDetails"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"tools"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ToolSummary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<PublishAgentMutation, PublishAgentMutationVariables>;
export const EventsDocument = {"__meta__":{"hash":"sha256:c0e904c82f96ee85369f32ae8ea98d3a3ebcea68a7d996ebc7b7952bad1c2473"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Events"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sessionId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"100"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"session"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sessionId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"seq"},"value":{"kind":"EnumValue","value":"ASC"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EventDetails"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nextCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EventDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Event"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InputReceived"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"data"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RunStarted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"attempt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RunWaiting"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"toolCallIds"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MessageStarted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MessageCompleted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"stopReason"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AttemptAbandoned"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ToolCallRequested"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"toolCallId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"arguments"}},{"kind":"Field","name":{"kind":"Name","value":"approval"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ToolCallDenied"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"toolCallId"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ToolCallCompleted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"toolCallId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"result"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ToolCallFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"toolCallId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RunCompleted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"output"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RunFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RunCancelled"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RunTimedOut"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SessionClosed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]} as unknown as DocumentNode<EventsQuery, EventsQueryVariables>;
export const StartRunDocument = {"__meta__":{"hash":"sha256:059391e5634c6a8bb35b35c12c21c6c94308c5872a4cc03e9da170ae97622fe1"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartRun"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sessionId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StartRunInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"onBusy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"OnBusy"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"idempotencyKey"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startRun"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"sessionId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sessionId"}}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}},{"kind":"Argument","name":{"kind":"Name","value":"onBusy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"onBusy"}}},{"kind":"Argument","name":{"kind":"Name","value":"idempotencyKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"idempotencyKey"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RunSummary"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RunSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Run"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inputTokens"}},{"kind":"Field","name":{"kind":"Name","value":"outputTokens"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}}]}},{"kind":"Field","name":{"kind":"Name","value":"waitingFor"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<StartRunMutation, StartRunMutationVariables>;
export const FollowRunDocument = {"__meta__":{"hash":"sha256:f4c14a1d84f767f1f6b81dcc006168f8d2422d35cd5f452d88d644cef92cc624"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"FollowRun"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"previews"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}},"defaultValue":{"kind":"BooleanValue","value":true}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"runEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"previews"},"value":{"kind":"Variable","name":{"kind":"Name","value":"previews"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"event"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EventDetails"}}]}},{"kind":"Field","name":{"kind":"Name","value":"preview"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}},{"kind":"Field","name":{"kind":"Name","value":"offset"}},{"kind":"Field","name":{"kind":"Name","value":"text"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EventDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Event"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InputReceived"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"data"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RunStarted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"attempt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RunWaiting"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"toolCallIds"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MessageStarted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MessageCompleted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"stopReason"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AttemptAbandoned"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ToolCallRequested"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"toolCallId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"arguments"}},{"kind":"Field","name":{"kind":"Name","value":"approval"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ToolCallDenied"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"toolCallId"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ToolCallCompleted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"toolCallId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"result"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ToolCallFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"toolCallId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RunCompleted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"output"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RunFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RunCancelled"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RunTimedOut"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SessionClosed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]} as unknown as DocumentNode<FollowRunSubscription, FollowRunSubscriptionVariables>;
export const CancelRunDocument = {"__meta__":{"hash":"sha256:2af5d2b2a4fdba1e6953204a1b130017d161064d659f3cf2e92b7e43aafda87e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelRun"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"reason"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelRun"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"reason"},"value":{"kind":"Variable","name":{"kind":"Name","value":"reason"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RunSummary"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RunSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Run"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inputTokens"}},{"kind":"Field","name":{"kind":"Name","value":"outputTokens"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}}]}},{"kind":"Field","name":{"kind":"Name","value":"waitingFor"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<CancelRunMutation, CancelRunMutationVariables>;
export const SecretsDocument = {"__meta__":{"hash":"sha256:aee18e73a80b334d2f8a7d09961b27216c1af321ecc5ea4d8002ef74a9b6e5bc"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Secrets"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"secrets"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"name"},"value":{"kind":"EnumValue","value":"ASC"}}]}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SecretName"}},{"kind":"Field","name":{"kind":"Name","value":"hasValue"}},{"kind":"Field","name":{"kind":"Name","value":"hosts"}},{"kind":"Field","name":{"kind":"Name","value":"rotatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nextCursor"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SecretName"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Secret"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"handle"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}}]} as unknown as DocumentNode<SecretsQuery, SecretsQueryVariables>;
export const SessionsDocument = {"__meta__":{"hash":"sha256:1da12b80cd38e767744e898990d0eadc9fa2995dcd523f2c400bb04dc2d15ed3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Sessions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SessionFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SessionOrderBy"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sessions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionSummary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nextCursor"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Session"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"thread"}},{"kind":"Field","name":{"kind":"Name","value":"endUserId"}},{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agentVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}}]} as unknown as DocumentNode<SessionsQuery, SessionsQueryVariables>;
export const SessionDocument = {"__meta__":{"hash":"sha256:adf2e49ec51fac1bfeacbbe84564234e7b9a9a2f78ca535838e3231835088405"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Session"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"session"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionSummary"}},{"kind":"Field","name":{"kind":"Name","value":"inputTokens"}},{"kind":"Field","name":{"kind":"Name","value":"outputTokens"}},{"kind":"Field","name":{"kind":"Name","value":"runs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RunSummary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nextCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Session"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"thread"}},{"kind":"Field","name":{"kind":"Name","value":"endUserId"}},{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agentVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RunSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Run"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"output"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inputTokens"}},{"kind":"Field","name":{"kind":"Name","value":"outputTokens"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}}]}},{"kind":"Field","name":{"kind":"Name","value":"waitingFor"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<SessionQuery, SessionQueryVariables>;
export const StartSessionDocument = {"__meta__":{"hash":"sha256:93efe9301c4005c79c42f0b596c68cb068eea656d8d7b87ad9aa7f00428c5e72"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartSession"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"agentId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"session"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SessionInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"idempotencyKey"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startSession"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"agentId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"agentId"}}},{"kind":"Argument","name":{"kind":"Name","value":"session"},"value":{"kind":"Variable","name":{"kind":"Name","value":"session"}}},{"kind":"Argument","name":{"kind":"Name","value":"idempotencyKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"idempotencyKey"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionSummary"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Session"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"thread"}},{"kind":"Field","name":{"kind":"Name","value":"endUserId"}},{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agentVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}}]} as unknown as DocumentNode<StartSessionMutation, StartSessionMutationVariables>;
export const CloseSessionDocument = {"__meta__":{"hash":"sha256:323c790b1a434421ed5a8e3297eff7ec951da9947fb2c14b791f06caf7546ae7"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CloseSession"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"reason"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closeSession"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"reason"},"value":{"kind":"Variable","name":{"kind":"Name","value":"reason"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionSummary"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Session"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"thread"}},{"kind":"Field","name":{"kind":"Name","value":"endUserId"}},{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"agent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agentVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}}]} as unknown as DocumentNode<CloseSessionMutation, CloseSessionMutationVariables>;
export const WaitingToolCallsDocument = {"__meta__":{"hash":"sha256:86d30b0ac99747e907d6dfc1d655bb5f7b5753c81c03ea02b772e0b6d5435f3b"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WaitingToolCalls"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"toolCalls"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"approval"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"EnumValue","value":"WAITING"}}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"createdAt"},"value":{"kind":"EnumValue","value":"ASC"}}]}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ToolCallDetails"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nextCursor"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Person"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Principal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ToolSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tool"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"callName"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"requiresApproval"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ToolCallDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ToolCall"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"arguments"}},{"kind":"Field","name":{"kind":"Name","value":"approval"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Person"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tool"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ToolSummary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}},{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]} as unknown as DocumentNode<WaitingToolCallsQuery, WaitingToolCallsQueryVariables>;
export const ApproveToolCallDocument = {"__meta__":{"hash":"sha256:24e50e716dddf0b9b77dce91b637bbf2b1edcfd532add5268c0d101f5cce9ad6"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ApproveToolCall"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"memo"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"approveToolCall"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"memo"},"value":{"kind":"Variable","name":{"kind":"Name","value":"memo"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"toolCall"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ToolCallDetails"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Person"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Principal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ToolSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tool"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"callName"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"requiresApproval"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ToolCallDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ToolCall"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"arguments"}},{"kind":"Field","name":{"kind":"Name","value":"approval"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Person"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tool"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ToolSummary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}},{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]} as unknown as DocumentNode<ApproveToolCallMutation, ApproveToolCallMutationVariables>;
export const DenyToolCallDocument = {"__meta__":{"hash":"sha256:a2b47c76131658eccfc781cf872f7f13c3d199f39ed59ceb608bdb96decceb4e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DenyToolCall"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"memo"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"denyToolCall"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"memo"},"value":{"kind":"Variable","name":{"kind":"Name","value":"memo"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"toolCall"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ToolCallDetails"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Person"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Principal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ToolSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tool"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"callName"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"requiresApproval"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ToolCallDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ToolCall"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"arguments"}},{"kind":"Field","name":{"kind":"Name","value":"approval"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Person"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tool"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ToolSummary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}},{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]} as unknown as DocumentNode<DenyToolCallMutation, DenyToolCallMutationVariables>;
export const ToolSetsDocument = {"__meta__":{"hash":"sha256:c1f9ab6c958a6f15f7e4f1a98c698f5e6702eade0da921c200ae80f581fac541"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ToolSets"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ToolSetFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ToolSetOrderBy"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"toolSets"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"handle"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"isSystem"}},{"kind":"Field","name":{"kind":"Name","value":"managed"}},{"kind":"Field","name":{"kind":"Name","value":"syncStatus"}},{"kind":"Field","name":{"kind":"Name","value":"syncError"}},{"kind":"Field","name":{"kind":"Name","value":"syncedAt"}},{"kind":"Field","name":{"kind":"Name","value":"tools"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ToolSummary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"nextCursor"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ToolSummary"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tool"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"callName"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"requiresApproval"}}]}}]} as unknown as DocumentNode<ToolSetsQuery, ToolSetsQueryVariables>;
export const ViewerDocument = {"__meta__":{"hash":"sha256:ec94077f5b160056e0fd3b2ebc37c75fed5bfd609aeb67c83e62e93af2c6e975"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Person"}},{"kind":"Field","name":{"kind":"Name","value":"accountAdmin"}}]}},{"kind":"Field","name":{"kind":"Name","value":"workspaces"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"handle"}},{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Person"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Principal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]} as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;