// Writes the JSON schema of stack files anew: `npx tsx schema/generate.ts`.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stackFileSchemaText } from "../components/config/json-schema";

/** The committed schema. */
export const STACK_SCHEMA_FILE = join(__dirname, "stack.schema.json");

if (require.main === module) {
  writeFileSync(STACK_SCHEMA_FILE, stackFileSchemaText());
}
