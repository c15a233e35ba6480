using System.Security.Cryptography;

namespace CcDemo.AzureEmulator.Certificates;

/// <summary>Random certificate serial numbers, positive as RFC 5280 §4.1.2.2 wants them.</summary>
internal static class SerialNumber
{
    public static byte[] Create()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7F;
        return serial;
    }
}
