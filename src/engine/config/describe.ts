/** What the settings table says, in other forms: JSON schema, commented template, reference in markdown. */
import type { EntryField, ValueShape } from './settingRow.ts';
import { settingSections, settingsTable, variableOf, type SettingRow, type SettingSection } from './settingsTable.ts';

/** Returns a JSON schema (draft 7) of the configuration file, for completion and checks in editors. */
export function configSchema(): object {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Logbrief configuration',
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(settingSections.map((section) => [section.name, sectionSchema(section)])),
  };
}

/** Returns a configuration file in which everything is a comment that shows the default, so it changes nothing until it is edited. */
export function configTemplate(): string {
  const head = [
    '# Logbrief\'s configuration for this workspace.',
    '# Every line below is commented out and shows the default. To change something, remove the "# " in front of its line and of its section\'s name.',
    '# Settings of the editor (logbrief.*), environment variables (LOGBRIEF_…) and flags win over this file.',
  ];
  const parts = settingSections.map((section) => [`# ${section.description}`, `# ${section.name}:`, ...rowsOf(section).flatMap(templateLines)].join('\n'));
  return `${head.join('\n')}\n\n${parts.join('\n\n')}\n`;
}

/** Returns a table of all settings in markdown. */
export function configReference(): string {
  const lines = settingsTable.map((row) => `| \`${row.key}\` | ${typeText(row)} | \`${defaultText(row)}\` | ${row.description} ${row.effect} | \`${variableOf(row)}\` |`);
  return ['| key | takes | default | what it does | environment |', '|---|---|---|---|---|', ...lines].join('\n').concat('\n');
}

function rowsOf(section: SettingSection): SettingRow[] {
  return settingsTable.filter(({ key }) => key.startsWith(`${section.name}.`));
}

function nameOf(row: SettingRow): string {
  return row.key.slice(row.key.indexOf('.') + 1);
}

function sectionSchema(section: SettingSection): object {
  const properties = Object.fromEntries(rowsOf(section).map((row) => [nameOf(row), rowSchema(row)]));
  // A section whose keys are all commented out is `null` to YAML.
  return { description: section.description, type: ['object', 'null'], additionalProperties: false, properties };
}

function rowSchema(row: SettingRow): object {
  const common = { description: `${row.description} ${row.effect}`, default: row.default };
  return { ...common, ...(row.kind === 'entries' ? entriesSchema(row.fields, row.example) : shapeSchema(row)) };
}

function entriesSchema(fields: readonly EntryField[], example: object): object {
  const properties = Object.fromEntries(fields.map(({ name, shape, description }) => [name, { description, ...shapeSchema(shape) }]));
  const oneOf = fields.filter(({ isOneOf }) => isOneOf).map(({ name }) => ({ required: [name] }));
  const required = fields.filter(({ isRequired }) => isRequired).map(({ name }) => name);
  return { type: 'array', maxItems: 1000, items: { type: 'object', additionalProperties: false, required, properties, ...(oneOf.length > 0 ? { anyOf: oneOf } : {}) }, examples: [[example]] };
}

function shapeSchema(shape: ValueShape): object {
  switch (shape.kind) {
    case 'boolean':
      return { type: 'boolean' };
    case 'integer':
    case 'number':
      return { type: shape.kind, minimum: shape.minimum, maximum: shape.maximum };
    case 'choice':
      return { type: 'string', enum: shape.choices };
    case 'text':
      return { type: 'string', pattern: shape.expression.source, examples: [shape.example] };
    case 'pattern':
      return { type: 'string', minLength: 1, maxLength: 1000, examples: [shape.example] };
    case 'globs':
    case 'folders':
    case 'names':
      return { type: 'array', items: { type: 'string', minLength: 1, maxLength: 4096 }, maxItems: 1000, examples: [shape.example] };
    case 'patterns':
      return { type: 'array', items: { type: 'string', minLength: 1, maxLength: 1000 }, maxItems: 1000, examples: [shape.example] };
  }
}

function templateLines(row: SettingRow): string[] {
  return [`#   # ${row.description} ${row.effect}`, `#   ${nameOf(row)}: ${defaultText(row)}  # ${noteText(row)}`];
}

function noteText(row: SettingRow): string {
  if (row.kind === 'entries') return `for example [${JSON.stringify(row.example)}]`;
  const isList = row.kind === 'globs' || row.kind === 'folders' || row.kind === 'names' || row.kind === 'patterns';
  return isList ? `for example ${JSON.stringify(row.example)}` : typeText(row);
}

function defaultText(row: SettingRow): string {
  return JSON.stringify(row.default);
}

function typeText(row: SettingRow): string {
  switch (row.kind) {
    case 'boolean':
      return 'true or false';
    case 'integer':
    case 'number':
      return `${row.minimum} to ${row.maximum} ${row.unit}`.trim();
    case 'choice':
      return `one of ${row.choices.join(', ')}`;
    case 'text':
      return row.takes;
    case 'pattern':
      return 'expression';
    case 'patterns':
      return 'list of expressions';
    case 'globs':
      return 'list of globs';
    case 'folders':
      return 'list of folders';
    case 'names':
      return 'list of names';
    case 'entries':
      return `list of maps with ${row.fields.map(({ name }) => name).join(', ')}`;
  }
}
