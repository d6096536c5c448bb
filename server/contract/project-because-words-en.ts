/** Why the files of a project suggest a session store, in English: for the terminal and for the window. */
import type { ProjectBecauseWords } from './project-because.ts';

export const projectBecauseWords: ProjectBecauseWords = {
  columns: (table, key, value) => `The table ${table} has the columns ${key} and ${value}.`,
  'flask-folder': () => 'Flask-Session keeps its files in a folder of this name.',
  'laravel-folder': () => 'Laravel keeps its session files in this folder.',
  'php-files': () => 'Its files are named as PHP names session files.',
  'django-folder': (engine, file) => `SESSION_ENGINE is ${engine}, and ${file} names the folder.`,
  'django-cache': (engine, file) => `SESSION_ENGINE is ${engine}, and ${file} names this cache.`,
  'django-database': (engine, file, kind) =>
    `SESSION_ENGINE is ${engine}, and ${file} names a database of the engine ${kind}.`,
  'laravel-driver': (driver, file) => `SESSION_DRIVER is ${driver} in ${file}.`,
  'package-folder': (name, folder) => `package.json names ${name}, which keeps its files in the folder ${folder}.`,
  'package-usual': (name) => `package.json names ${name}; the address is the usual one, since none is known.`,
  'package-variable': (name, file, variable) => `package.json names ${name}, and ${file} has ${variable}.`,
};
