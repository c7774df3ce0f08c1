import * as estree from "prettier/plugins/estree";
import * as typescript from "prettier/plugins/typescript";
import * as prettier from "prettier/standalone";

/**
 * Formats TypeScript. The stand-alone build, because the package's main entry imports its parser lazily as an ES module,
 * which Jest's module system refuses.
 */
export function format(code: string): Promise<string> {
  return prettier.format(code, { parser: "typescript", plugins: [estree, typescript], printWidth: 120 });
}
