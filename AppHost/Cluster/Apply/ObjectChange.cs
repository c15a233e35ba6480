namespace CcDemo.AppHost;

/// <summary>What applying an object does.</summary>
internal enum ObjectChange
{
    /// <summary>Nothing: it is like that already.</summary>
    None,

    /// <summary>It is created; the cluster has checked it.</summary>
    Created,

    /// <summary>It is created; the cluster cannot check it before its namespace is there.</summary>
    CreatedUnchecked,

    /// <summary>Fields of it change.</summary>
    Changed,
}
