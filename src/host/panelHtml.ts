/** The page that a panel starts with: everything else is built by its script from text nodes. */

/** What the page is made from. */
export interface PanelPage {
  /** Fresh for each page, only for this script. */
  readonly nonce: string;
  readonly cspSource: string;
  readonly title: string;
  /** BCP 47. */
  readonly locale: string;
  readonly scriptUri: string;
  readonly styleUris: readonly string[];
  /** The panel's texts in the user's language. */
  readonly strings: Readonly<Record<string, string>>;
}

/** Returns the HTML of a panel. */
export function panelHtml(page: PanelPage): string {
  const policy = `default-src 'none'; script-src 'nonce-${page.nonce}'; style-src ${page.cspSource}; font-src ${page.cspSource}`;
  const styles = page.styleUris.map((uri) => `<link rel="stylesheet" href="${escapeHtml(uri)}">`).join('\n');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(page.locale)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)}</title>
${styles}
</head>
<body data-strings="${escapeHtml(JSON.stringify(page.strings))}">
<main id="page"></main>
<script nonce="${escapeHtml(page.nonce)}" src="${escapeHtml(page.scriptUri)}"></script>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
