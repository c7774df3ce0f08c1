/**
 * Version of the Pulumi Kubernetes plugin that every stack uses, whatever the npm package's own version: the newest one
 * that can also be built from source (see local/toolchain), so that all stacks run the code that the tests ran.
 */
export const KUBERNETES_PLUGIN_VERSION = "4.25.0";
