/**
 * Lets the browser, or the desktop shell, save what a prepared path answers: a stream, so nothing of it passes
 * through the page.
 */
export function startDownload(path: string, fileName: string): void {
  const link = document.createElement('a');
  link.href = path;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
}
