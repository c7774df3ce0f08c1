import * as pulumi from "@pulumi/pulumi";
import { checkAdoption } from "./components/cluster/adoption";
import { kubernetesProvider, pinPluginVersion } from "./components/cluster/provider";
import { loadPlatformConfig } from "./components/config";
import { Platform } from "./components/platform";

/** Pulumi awaits a program that is a function and takes what it returns as the stack's outputs. */
export = async () => {
  const config = loadPlatformConfig();
  const stack = `${pulumi.getProject()}.${pulumi.getStack()}`;
  await checkAdoption(config, stack);
  pinPluginVersion(config.cluster);
  const provider = kubernetesProvider("kubernetes", config.cluster);
  const platform = new Platform("platform", { config, stack }, { providers: { kubernetes: provider } });
  return platform.outputs;
};
