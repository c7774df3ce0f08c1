import { ConfigError, parsePlatformConfig, type ConfigProblem, type PlatformInput } from "../../../components/config";

/** The least that a service needs. */
export const minimalService = {
  name: "catalogue",
  namespace: "shop",
  image: "registry.example.com/shop/catalogue:1.4.2",
} satisfies NonNullable<PlatformInput["services"]>[number];

/** The least that a mesh with one service needs, as it stands in a stack file under `mesh-platform:`. */
export const minimalConfig = { services: [minimalService] } satisfies PlatformInput;

/** A configuration with one service that differs from the minimal one in `fields`. */
export function withService(fields: Record<string, unknown>): Record<string, unknown> {
  return { services: [{ ...minimalService, ...fields }] };
}

/** The problems of a configuration; none when it is right. */
export function problemsOf(raw: Record<string, unknown>): readonly ConfigProblem[] {
  return errorOf(raw)?.problems ?? [];
}

/** The error of a configuration, undefined when it is right. */
export function errorOf(raw: Record<string, unknown>): ConfigError | undefined {
  try {
    parsePlatformConfig(raw);
    return undefined;
  } catch (error) {
    if (error instanceof ConfigError) {
      return error;
    }
    throw error;
  }
}
