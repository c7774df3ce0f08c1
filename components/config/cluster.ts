import { z } from "zod";
import { filePath, line, version } from "./primitives";

export const cluster = z
  .strictObject({
    kubeconfig: filePath
      .optional()
      .describe(
        "Path of the kubeconfig file. Left out: the usual rules, first the variable KUBECONFIG, then ~/.kube/config. " +
          "https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/",
      ),
    context: line
      .optional()
      .describe("Context of the kubeconfig file. Left out: the file's current context, whichever that is at the time."),
    provider: z
      .strictObject({
        version: version
          .optional()
          .describe(
            'Version of the Pulumi Kubernetes plugin, such as "4.25.0". Left out: the one that the program was ' +
              "tested with. " +
              "https://www.pulumi.com/docs/iac/concepts/resources/options/version/",
          ),
      })
      .prefault({})
      .describe("The Pulumi provider that talks to the cluster."),
    renderTo: filePath
      .optional()
      .describe(
        "Folder for manifests: given, the stack is written there as YAML and no cluster is asked or changed. Left out: the " +
          "stack is deployed. https://www.pulumi.com/registry/packages/kubernetes/api-docs/provider/#renderyamltodirectory_nodejs",
      ),
  })
  .prefault({})
  .describe("The Kubernetes cluster that the stack is deployed to.");
