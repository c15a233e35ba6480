namespace CcDemo.AppHost;

/// <summary>Whether the policy can be made here: the tool behind <c>az confcom katapolicygen</c> is a Linux program.</summary>
internal sealed class PolicyTool(bool isLinux) : IPreflightCheck
{
    public string Name => "Policy tool";

    public Task<Finding> LookAsync(CancellationToken ct) => Task.FromResult(isLinux
        ? Finding.Ok("Linux, where the confcom extension can make the policy")
        : Finding.Unknown("the policy is made on Linux only", Remedy.Sentence("Run the step measure on Linux: in WSL, a virtual machine or a build agent; its files can be copied back.")));
}
