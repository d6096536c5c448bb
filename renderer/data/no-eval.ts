/**
 * Must be imported before any schema is made: zod would otherwise try to compile its parsers with `new Function`,
 * which the page's content security policy refuses and reports.
 */
import { z } from 'zod';

z.config({ jitless: true });
