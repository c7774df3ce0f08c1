import { join } from "node:path";

/** The checkout that this file is part of, where Pulumi.yaml is. */
export const repositoryRoot = join(__dirname, "../../..");
