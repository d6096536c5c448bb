import { spawn } from 'node:child_process';
import { projectRoot } from './project.mjs';

const forwardedSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const statusOfSignal = { SIGHUP: 129, SIGINT: 130, SIGKILL: 137, SIGSEGV: 139, SIGTERM: 143 };

/**
 * Runs a program in this terminal and resolves with its exit status. Signals that reach this script are passed on,
 * and the script outlives the program, so a program that ends cleanly on SIGTERM ends the script with status 0.
 */
export function run(command, args, { stdio = 'inherit', env = process.env, cwd = projectRoot } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio });
    const forwarders = forwardedSignals.map((signal) => {
      // In a terminal, Ctrl+C has reached the child already: it is in the same process group. Ours take no harm from
      // hearing twice.
      const forward = () => void child.kill(signal);
      process.on(signal, forward);
      return () => process.off(signal, forward);
    });
    const release = () => {
      for (const off of forwarders) off();
    };
    child.once('error', (error) => {
      release();
      reject(error);
    });
    child.once('close', (code, signal) => {
      release();
      resolve(code ?? statusOfSignal[signal] ?? 1);
    });
  });
}

/**
 * Runs a program and keeps its output. Resolves with { status, output }, where status is null if it was ended after
 * `timeoutMs` or could not be started.
 */
export function runQuietly(command, args, { env = process.env, cwd = projectRoot, timeoutMs = 0 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs });
    let output = '';
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.once('error', (error) => resolve({ status: null, output: error.message }));
    child.once('close', (code) => resolve({ status: code, output }));
  });
}
