namespace CcDemo.AppHost.Tests;

/// <summary>Manifests of the pod that <see cref="SamplePolicy"/> is for.</summary>
internal static class SampleManifest
{
    /// <summary>A deployment with comments, and a service behind it.</summary>
    public const string Deployment = """
        # The application.
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: app
          annotations:
            note: of the deployment, not of the pod
        spec:
          template:
            # What is measured.
            metadata:
              # Who it is.
              labels: { app: app } # the service's selector
            spec:
              containers:
              - name: app
                image: registry.example/app@sha256:0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0
                command: ["/app", "--serve"]
                env:
                - name: TOPIC
                  value: messages
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: app
        spec:
          ports: [{ port: 80 }]

        """;

    /// <summary>A pod with one annotation.</summary>
    public static string Pod(string annotation, string value, string name = "app") => $"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: {name}
          annotations:
            {annotation}: {value}
        spec:
          containers:
          - name: app
            image: registry.example/app@sha256:0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0

        """;

    public static string Pod(string policy) => Pod(PolicyKinds.KataAgentAnnotation, policy);

    public static Manifest Parse(string yaml)
    {
        var manifest = Manifest.Parse(yaml);
        Assert.Null(manifest.Error);
        return manifest.Value!;
    }

    public static MeasuredPolicy Measure(string yaml, string? name = null)
    {
        var policy = MeasuredPolicy.Find(Parse(yaml), name);
        Assert.Null(policy.Error);
        return policy.Value!;
    }
}
