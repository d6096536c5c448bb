/**
 * Lets the browser, or the desktop shell, save the response at a prepared path. It is a stream that does not pass
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
