namespace CcDemo.AppHost;

/// <summary>What is worth knowing before a key is released to a pod with a policy.</summary>
internal enum PolicyWarningCode
{
    /// <summary>The policy allows everything: the host may run what it likes in the guest.</summary>
    AllowsEverything,

    /// <summary>Any command may be run in the guest.</summary>
    ExecAllowed,

    /// <summary>Certain commands may be run in the guest.</summary>
    ExecCommand,

    /// <summary>A request is allowed that is normally denied.</summary>
    UnusualRequest,

    /// <summary>A request has rules of its own that were not read.</summary>
    UnreadRule,

    /// <summary>The host may write files beyond those that it shares with the pod.</summary>
    WideCopyPath,

    /// <summary>The host may set environment variables as it likes.</summary>
    WideVariable,

    /// <summary>An image is named by a tag, which may be moved.</summary>
    ImageNotPinned,

    /// <summary>An image is named by the tag <c>latest</c> or by none.</summary>
    ImageLatest,

    /// <summary>An image's layers are not bound by the policy, so it may have any content.</summary>
    LayersNotBound,

    /// <summary>A container has the privileges of the guest's root.</summary>
    Elevated,

    /// <summary>The annotations are longer than Kubernetes takes.</summary>
    AnnotationTooLong,

    /// <summary>The policy was made for another pod than the one that carries it.</summary>
    MadeForAnotherPod,
}
