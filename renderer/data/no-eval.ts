/**
 * Must be imported before any schema is made: zod would otherwise try to compile its parsers with `new Function`,
 * which the page's content security policy refuses and reports. Views that are loaded later bring zod; the part of zod
 * that is imported here is small.
 */
import { config } from 'zod/v4/core';

config({ jitless: true });
