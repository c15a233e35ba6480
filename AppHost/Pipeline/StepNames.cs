namespace CcDemo.AppHost;

/// <summary>The steps that CcDemo adds to the pipeline.</summary>
internal static class StepNames
{
    /// <summary>Checks the parameters before anything is written or changed.</summary>
    public const string CheckSettings = "check-settings";

    /// <summary>Looks whether tools, cloud and cluster are ready.</summary>
    public const string Preflight = "preflight";

    /// <summary>Builds the images and pushes them to the registry.</summary>
    public const string PushImages = "push-images";

    /// <summary>Writes every file; part of <c>publish</c>.</summary>
    public const string PublishManifests = "publish-manifests";

    /// <summary>Obtains the pod's policy and from it the host data and the release policy.</summary>
    public const string Measure = "measure";

    /// <summary>Creates the message key, released to the measured pod only.</summary>
    public const string SetupKey = "setup-key";

    /// <summary>Makes a new version of the message key under the release policy that was measured, for the producer to go over to.</summary>
    public const string RotateKey = "rotate-key";

    /// <summary>Disables versions of the message key, so that they are not released any more.</summary>
    public const string RevokeKey = "revoke-key";

    /// <summary>Says whether the holder of an attestation token would get the key, offline.</summary>
    public const string CheckPolicy = "check-policy";

    /// <summary>Applies the files to the cluster; part of <c>deploy</c>.</summary>
    public const string ApplyManifests = "apply-manifests";

    /// <summary>Checks that the attested consumer reads the messages and the other does not.</summary>
    public const string Verify = "verify";

    /// <summary>Deletes what <c>deploy</c> made.</summary>
    public const string Teardown = "teardown";
}
