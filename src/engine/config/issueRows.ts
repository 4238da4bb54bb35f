/** Rows of the sections `issues` and `rules`. */
import { defaultSettings } from '../../model/defaultSettings.ts';
import { categories, issueSeverities } from '../../model/issue.ts';
import type { SettingRow } from './settingRow.ts';

const { issues, rules } = defaultSettings;

/** The rows. */
export const issueRows: readonly SettingRow[] = [
  {
    key: 'issues.component_focus', field: 'issues.componentFocus', isLive: true, kind: 'names', default: issues.componentFocus, example: ['OrderService', 'PaymentClient'], formerVariables: ['UPBIT_COMPONENT_FOCUS'],
    description: 'Components you are working on, as the logs name them.',
    effect: 'Issues of these components, or of one below them (`shop` also means `shop.db`), come first in the briefing; the health score stays the same.',
  },
  {
    key: 'rules.own', field: 'rules.own', kind: 'entries', default: [],
    description: 'Failures that you know, as words or as expressions in RE2\'s syntax; they are tried before the built-in ones.',
    effect: 'Records that match become one issue of that kind, whatever their severity, or none with `ignore`.',
    example: { id: 'licenseExpired', pattern: 'license .* expired', severity: 'HIGH', category: 'CONFIG', action: 'Renew the licence.', minutes: 10 },
    fields: [
      { name: 'id', field: 'id', isRequired: true, shape: { kind: 'text', takes: 'a name of letters, digits, `-` and `_`', expression: /^[\w-]{1,64}$/, example: 'licenseExpired' }, description: 'What it is called in answers.' },
      { name: 'pattern', field: 'pattern', isRequired: false, isOneOf: true, shape: { kind: 'pattern', example: 'license .* expired' }, description: 'What the record says; letter case counts unless it begins with `(?i)`.' },
      { name: 'words', field: 'words', isRequired: false, isOneOf: true, shape: { kind: 'text', takes: '3 to 200 characters of one line', expression: /^[^\p{Cc}]{3,200}$/u, example: 'licence expired' }, description: 'Text that stands in the record as it is, in any letter case.' },
      { name: 'severity', field: 'severity', isRequired: false, shape: { kind: 'choice', choices: issueSeverities }, description: 'How bad it is.' },
      { name: 'category', field: 'category', isRequired: false, shape: { kind: 'choice', choices: categories }, description: 'What kind it is.' },
      { name: 'title', field: 'title', isRequired: false, shape: { kind: 'text', takes: 'one line of at most 200 characters', expression: /^[^\p{Cc}]{1,200}$/u, example: 'The licence has expired.' }, description: 'What the issue is called; without it the line that tells most.' },
      { name: 'action', field: 'action', isRequired: false, shape: { kind: 'text', takes: 'one line of at most 300 characters', expression: /^[^\p{Cc}]{1,300}$/u, example: 'Renew the licence.' }, description: 'What to do about it.' },
      { name: 'minutes', field: 'minutes', isRequired: false, shape: { kind: 'integer', minimum: 1, maximum: 10_000, unit: 'minutes' }, description: 'How long that takes.' },
      { name: 'ignore', field: 'ignore', isRequired: false, shape: { kind: 'boolean' }, description: 'When true, records that match are no fault.' },
    ],
  },
  {
    key: 'rules.disabled', field: 'rules.disabled', kind: 'names', default: rules.disabled, example: ['certificateExpiring'],
    description: 'Ids of known failures that do not count.',
    effect: 'Records are judged as if these rules were not there.',
  },
];
