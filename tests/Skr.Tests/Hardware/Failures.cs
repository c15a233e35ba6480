namespace CcDemo.Skr.Tests.Hardware;

/// <summary>Error numbers of the kernel, each with what firmware and hypervisor say, in the order in which they come.</summary>
internal sealed class Failures : Queue<(int Error, uint Firmware, uint Hypervisor)>
{
    public void Add(int error, uint firmware, uint hypervisor) => Enqueue((error, firmware, hypervisor));
}
