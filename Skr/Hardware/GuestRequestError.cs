namespace CcDemo.Skr.Hardware;

/// <summary>Why a guest's request failed below the kernel.</summary>
/// <param name="Firmware">The security processor's status (SEV-SNP ABI, status codes); 0 when it did not object.</param>
/// <param name="Hypervisor">The hypervisor's error (GHCB specification): 1 for a length, 2 for "busy"; 0 when it did not object.</param>
internal readonly record struct GuestRequestError(uint Firmware, uint Hypervisor)
{
    private const uint HypervisorBusy = 2;

    /// <summary>Whether the hypervisor throttles the guest: the same request may succeed later.</summary>
    public bool IsBusy => Hypervisor == HypervisorBusy;

    public override string ToString() => $"firmware error 0x{Firmware:x}, hypervisor error 0x{Hypervisor:x}";
}
