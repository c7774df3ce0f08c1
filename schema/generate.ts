// Writes what is derived from the config schema anew: `npm run update-schema`.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stackFileSchemaText } from "../components/config/json-schema";
import { configurationReference } from "../components/config/reference";

/** The committed schema. */
export const STACK_SCHEMA_FILE = join(__dirname, "stack.schema.json");

/** The committed reference. */
export const REFERENCE_FILE = join(__dirname, "../docs/configuration.md");

if (require.main === module) {
  writeFileSync(STACK_SCHEMA_FILE, stackFileSchemaText());
  writeFileSync(REFERENCE_FILE, configurationReference());
}
