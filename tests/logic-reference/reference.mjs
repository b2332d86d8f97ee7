// SPDX-License-Identifier: GPL-3.0-or-later
// Evaluates rules with the reference implementation of JsonLogic, for logic_reference_test to compare with.
// In: a line of JSON each, {"rule": ..., "data": ...}. Out: {"result": ...} or {"failed": true}, in the same order.
// json-logic-js is found in the node_modules at the root of the repository, else in NODE_PATH.
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';

const jsonLogic = createRequire(import.meta.url)('json-logic-js');
console.log = () => {}; // the operation `log` must not write between the results

const wellFormed = (key, value) => (typeof value === 'string' ? value.toWellFormed() : value);

for await (const line of createInterface({ input: process.stdin })) {
  const { rule, data } = JSON.parse(line);
  let answer;
  try {
    const result = jsonLogic.apply(rule, data);
    answer = { result: result === undefined ? null : result };
  } catch {
    answer = { failed: true };
  }
  process.stdout.write(JSON.stringify(answer, wellFormed) + '\n');
}
