import { apply, kubectl, run } from "./command";

/** An image with Node.js in it that the cluster has anyway. */
export const probeImage = "docker.io/mesh-platform/backend:0.1.0";

/** A namespace outside of the mesh, for pods without sidecars. */
export async function plainNamespace(name: string): Promise<void> {
  await apply(`{apiVersion: v1, kind: Namespace, metadata: {name: ${name}}}`);
}

export async function removeNamespace(name: string): Promise<void> {
  await kubectl("delete", "namespace", name, "--ignore-not-found", "--wait=true", "--timeout=120s");
}

/** A pod that does nothing until it is asked to call somebody. */
export async function callerPod(
  namespace: string,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): Promise<void> {
  await apply(`
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace}, labels: ${JSON.stringify({ probe: name, ...labels })} }
spec:
  terminationGracePeriodSeconds: 0
  containers:
    - name: caller
      image: ${probeImage}
      imagePullPolicy: IfNotPresent
      command: [node, -e, "setInterval(() => {}, 1e9)"]
      resources: { requests: { cpu: 1m, memory: 16Mi } }
`);
  await kubectl("wait", "--namespace", namespace, `pod/${name}`, "--for=condition=Ready", "--timeout=120s");
}

/** What a call from within a pod came to: an HTTP status, or the reason why there was none. */
export type CallResult = { readonly status: number } | { readonly failure: string };

/** Calls a URL from within a pod, giving up after four seconds. */
export async function callFrom(namespace: string, pod: string, url: string): Promise<CallResult> {
  const script = `fetch(${JSON.stringify(url)}, { signal: AbortSignal.timeout(4000) })
    .then((r) => console.log(JSON.stringify({ status: r.status })))
    .catch((e) => console.log(JSON.stringify({ failure: String(e.cause?.code ?? e.name) })))`;
  const { stdout, stderr } = await run("kubectl", ["exec", "--namespace", namespace, pod, "--", "node", "-e", script]);
  if (stdout.trim() === "") throw new Error(`the pod ${pod} did not run the call: ${stderr}`);
  const result: CallResult = JSON.parse(stdout);
  return result;
}
