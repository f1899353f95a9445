const COLOURS = `
  --ink: var(--vscode-editor-foreground, var(--vscode-foreground));
  --quiet: var(--vscode-descriptionForeground);
  --page: var(--vscode-editor-background);
  --surface: var(--vscode-input-background, var(--vscode-editor-background));
  --sunken: var(--vscode-editorWidget-background, var(--vscode-sideBar-background));
  --line: var(--vscode-panel-border, var(--vscode-contrastBorder, var(--vscode-editorWidget-border)));
  --edge: var(--vscode-contrastBorder, var(--vscode-checkbox-border, var(--vscode-descriptionForeground)));
  --accent: var(--vscode-textLink-foreground);
  --on-accent: var(--vscode-editor-background);
  --sans: var(--vscode-font-family);
  --mono: var(--vscode-editor-font-family);
  --radius: 3px;
`;

/** Styles for within the inspector's own root: its views have colours of their own, and a tab needs no page header. */
export const inspectorSheet = sheet(`
  agent-assertion-bulk, agent-assertion-composer { ${COLOURS} }
  .top { display: none; }
  main { padding-block-start: 0.75rem; }
`);

/** Styles for within Bulk, whose file is the one of the editor. */
export const bulkSheet = sheet(".drop { display: none; }");

/** The same colours for the element itself, and for what else the page shows. */
export const pageSheet = sheet(`agent-assertion-inspector, .report { ${COLOURS} }`);

function sheet(text: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(text);
  return made;
}
