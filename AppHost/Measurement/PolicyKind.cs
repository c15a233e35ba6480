namespace CcDemo.AppHost;

/// <summary>The kinds of policy that a guest is launched with and whose hash is its host data.</summary>
internal enum PolicyKind
{
    /// <summary>The policy of the Kata agent: AKS's confidential pools.</summary>
    KataAgent,

    /// <summary>The confidential computing enforcement policy: Azure Container Instances through virtual nodes.</summary>
    ContainerInstance,

    /// <summary>The init data of Confidential Containers, which holds an agent policy among its files.</summary>
    InitData,
}
