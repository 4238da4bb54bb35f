/** Script of the briefing panel. */
import { briefingView } from './briefingView.ts';
import { openPage } from './page.ts';

openPage((message, page) => {
  if (message.kind === 'briefing') page.render(briefingView(message, { strings: page.strings, formats: page.formats() }));
});
