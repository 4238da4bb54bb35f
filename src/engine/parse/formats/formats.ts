/** All rows of the table, the more particular ones first. */
import type { FormatRow } from '../formatTable.ts';
import { applicationFormats } from './applicationFormats.ts';
import { bracketFormats, consoleFormats, timelessFormats } from './consoleFormats.ts';
import { runtimeFormats } from './runtimeFormats.ts';
import { serverFormats } from './serverFormats.ts';
import { systemFormats } from './systemFormats.ts';
import { wrapperFormats } from './wrapperFormats.ts';

/** Every listed format in the order in which it is tried. */
export const allFormats: readonly FormatRow[] = [...consoleFormats, ...wrapperFormats, ...systemFormats, ...runtimeFormats, ...bracketFormats, ...serverFormats, ...applicationFormats, ...timelessFormats];
