import { compile } from "json-schema-to-typescript";
import type { ResourceKind } from "./crd";
import { definitions } from "./definitions";
import { banner, firstSentence, jsDoc } from "./text";

/** A generated module and the names it exports. */
export interface Module {
  code: string;
  exports: string[];
}

/** The module of one kind: its spec's types, its arguments, its manifest and its resource class. */
export async function resourceModule(resource: ResourceKind, source: string): Promise<Module> {
  const types = definitions(resource);
  const code = [banner(source), imports, "\n"];
  for (const { name, schema } of types) {
    const compiled = await compile(schema, name, { bannerComment: "", format: false, additionalProperties: false });
    if (!new RegExp(`^export (interface|type) ${name}\\b`, "m").test(compiled)) {
      throw new Error(
        `${name}: json-schema-to-typescript chose another name; make pascalCase in naming.ts agree with it`,
      );
    }
    code.push(compiled, "\n");
  }
  code.push(resourceClass(resource));
  const { kind } = resource;
  return { code: code.join(""), exports: [...types.map(({ name }) => name), `${kind}Args`, `${kind}Manifest`, kind] };
}

const imports = `import type { CustomResourceOptions } from "@pulumi/pulumi";
import { IstioResource, type IstioManifest, type IstioResourceArgs } from "../resource";
`;

function resourceClass({ kind, apiVersion, spec }: ResourceKind): string {
  const description = spec.description ?? `${kind}.`;
  const reference = /https:\/\/istio\.io\/\S+/.exec(description)?.[0];
  return `/** What a ${kind} resource is made from. */
export type ${kind}Args = IstioResourceArgs<"${apiVersion}", "${kind}", ${kind}Spec>;

/** ${kind} as plain data. */
export type ${kind}Manifest = IstioManifest<"${apiVersion}", "${kind}", ${kind}Spec>;

${jsDoc([firstSentence(description), ...(reference === undefined ? [] : [`@see ${reference}`])])}export class ${kind} extends IstioResource<${kind}Spec> {
  static readonly apiVersion = "${apiVersion}";
  static readonly kind = "${kind}";

  constructor(name: string, args: ${kind}Args, opts?: CustomResourceOptions) {
    super("${apiVersion}", "${kind}", name, args, opts);
  }
}
`;
}
