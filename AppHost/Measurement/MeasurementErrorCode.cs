namespace CcDemo.AppHost;

/// <summary>Why a pod cannot be measured.</summary>
internal enum MeasurementErrorCode
{
    /// <summary>There is no such file, or it may not be read.</summary>
    FileUnreadable,

    /// <summary>The file is larger than is read.</summary>
    FileTooLarge,

    /// <summary>The file is not text in UTF-8.</summary>
    FileNotText,

    /// <summary>The file is not YAML.</summary>
    NotYaml,

    /// <summary>The YAML uses what is not read: aliases, or values nested deeper than any Kubernetes object.</summary>
    UnsupportedYaml,

    /// <summary>No document of the file is a Kubernetes object.</summary>
    NoKubernetesObject,

    /// <summary>No object of the file has a pod.</summary>
    NoPod,

    /// <summary>No pod has the name that was asked for.</summary>
    UnknownPod,

    /// <summary>The pod carries no policy.</summary>
    NoPolicy,

    /// <summary>A pod carries more than one kind of policy.</summary>
    TwoKindsOfPolicy,

    /// <summary>Several pods carry different policies.</summary>
    SeveralPolicies,

    /// <summary>Several pods could be meant.</summary>
    SeveralPods,

    /// <summary>The pod carries another kind of policy than the place it is for.</summary>
    WrongKindOfPolicy,

    /// <summary>The pod's policy stands where its measurement is no host data.</summary>
    UnsupportedPolicy,

    /// <summary>The annotation has no value.</summary>
    PolicyEmpty,

    /// <summary>The annotation is not base64.</summary>
    PolicyNotBase64,

    /// <summary>The annotation decodes to what is not UTF-8.</summary>
    PolicyNotText,

    /// <summary>The annotation decodes to what is not a policy in Rego of the package that the guest asks.</summary>
    PolicyNotRego,

    /// <summary>The policy has no <c>policy_data</c>, or more than one.</summary>
    PolicyDataMissing,

    /// <summary>The policy's <c>policy_data</c> is not JSON.</summary>
    PolicyDataNotJson,

    /// <summary>The init data is not gzip.</summary>
    InitDataNotGzip,

    /// <summary>The init data decompresses to more than is read.</summary>
    InitDataTooLarge,

    /// <summary>The init data is not TOML of the form that the guest reads.</summary>
    InitDataInvalid,

    /// <summary>The annotation cannot be put into the file without changing something else.</summary>
    CannotAnnotate,

    /// <summary>There is no policy tool on this machine.</summary>
    NoTool,

    /// <summary>The policy tool failed.</summary>
    ToolFailed,

    /// <summary>The policy tool exceeded its time limit.</summary>
    ToolTimedOut,

    /// <summary>The Azure CLI lacks the extension that has the policy tool.</summary>
    ExtensionMissing,

    /// <summary>The registry did not let the policy tool read an image.</summary>
    RegistryRefused,

    /// <summary>The manifest has a field that the policy tool does not know.</summary>
    UnsupportedField,

    /// <summary>The attestation provider is not a host name.</summary>
    InvalidAuthority,
}
