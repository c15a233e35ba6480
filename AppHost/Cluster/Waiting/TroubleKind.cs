namespace CcDemo.AppHost;

/// <summary>What keeps a pod from running.</summary>
internal enum TroubleKind
{
    /// <summary>An image cannot be pulled.</summary>
    Image,

    /// <summary>The guest's agent denies what the measured policy does not allow.</summary>
    Policy,

    /// <summary>No node runs pods of the runtime class.</summary>
    RuntimeClass,

    /// <summary>No node fits the pod.</summary>
    Scheduling,

    /// <summary>The namespace's quota, or another admission rule, forbids the pod.</summary>
    Admission,

    /// <summary>Something that the pod mounts or reads is not there.</summary>
    Configuration,

    /// <summary>A container ends again and again.</summary>
    Crash,

    /// <summary>A container runs and is not ready.</summary>
    NotReady,

    /// <summary>The brokers are not ready.</summary>
    Kafka,
}
