/**
 * Loaded before the app under measurement: prints how many milliseconds after the start of the process its window is
 * shown, and its page can be used.
 */
const { app } = require('electron');

/** Inside the page: resolves when the text is there and two frames have been drawn since. */
function whenUsable(text) {
  return new Promise((resolve) => {
    const look = () => {
      if (!document.body.innerText.includes(text)) return requestAnimationFrame(look);
      requestAnimationFrame(() => requestAnimationFrame(resolve));
    };
    look();
  });
}

app.on('browser-window-created', (_event, window) => {
  const shown = new Promise((resolve) => window.once('show', () => resolve(performance.now())));
  window.webContents.once('dom-ready', async () => {
    await window.webContents.executeJavaScript(`(${whenUsable})(${JSON.stringify(process.env.USABLE_TEXT)})`);
    console.log(`usable after ${performance.now()}, shown after ${await shown}`);
    app.quit();
  });
});
