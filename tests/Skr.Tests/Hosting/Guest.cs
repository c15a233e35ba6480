namespace CcDemo.Skr.Tests;

/// <summary>A launched guest, as the emulator's host API describes it.</summary>
public sealed record Guest(string HostData, string Device, string Thim, string SecurityPolicy, string ReferenceInfo, string HostAmdCert);
