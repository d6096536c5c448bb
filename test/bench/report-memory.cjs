/**
 * Loaded before the app under measurement: prints the resident memory of all its processes once its page has been at
 * rest a while.
 */
const { app } = require('electron');

const restMs = 6_000;

app.on('browser-window-created', (_event, window) => {
  window.webContents.once('dom-ready', () => {
    setTimeout(() => {
      const kib = app.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize, 0);
      console.log(`resident KiB ${kib}`);
      app.quit();
    }, restMs);
  });
});
