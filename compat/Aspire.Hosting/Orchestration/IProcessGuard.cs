using System.Diagnostics;

namespace Aspire.Hosting.Orchestration;

/// <summary>Sees to it that no process outlives the host, however the host ends.</summary>
internal interface IProcessGuard : IAsyncDisposable
{
    /// <summary>Takes charge of a process that was just started.</summary>
    void Adopt(Process process);

    /// <summary>Asks a process to end.</summary>
    void RequestStop(Process process);

    /// <summary>Kills what a process has left behind; nobody waits for it.</summary>
    void KillTagged(string tag);
}
