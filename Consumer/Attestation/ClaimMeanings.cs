using System.Globalization;
using System.Text.Json;
using CcDemo.Attestation;

namespace CcDemo.Consumer.Attestation;

/// <summary>The claims that matter to a reader, in the order in which they tell the story.</summary>
internal static class ClaimMeanings
{
    private static readonly (string Name, string Meaning)[] Known =
    [
        ("x-ms-attestation-type", "The kind of hardware that signed the report: an AMD SEV-SNP processor."),
        ("x-ms-compliance-status", "Microsoft's endorsement of the utility VM: the guest runs an image that Microsoft signed."),
        ("x-ms-sevsnpvm-hostdata", "SHA-256 of the policy that the pod was started with. Change one character of the pod's description and this changes."),
        ("x-ms-sevsnpvm-is-debuggable", "Whether the host may debug the guest, that is read its memory. The key's release policy wants false."),
        ("x-ms-sevsnpvm-launchmeasurement", "The processor's measurement of the guest's memory at launch."),
        ("x-ms-sevsnpvm-reportdata", "What the guest put into its report: SHA-256 of the data that this request sent along."),
        ("x-ms-sevsnpvm-vmpl", "The privilege level inside the guest that asked; 0 is the highest."),
        ("x-ms-sevsnpvm-guestsvn", "The security version of the guest image."),
        ("x-ms-sevsnpvm-migration-allowed", "Whether the guest may be moved to another host by a migration agent."),
        ("x-ms-sevsnpvm-smt-allowed", "Whether the guest may share a core with other threads (simultaneous multithreading)."),
        ("x-ms-sevsnpvm-bootloader-svn", "The security version of the secure processor's boot loader."),
        ("x-ms-sevsnpvm-tee-svn", "The security version of the secure processor's operating system."),
        ("x-ms-sevsnpvm-snpfw-svn", "The security version of the SEV-SNP firmware."),
        ("x-ms-sevsnpvm-microcode-svn", "The security version of the processor's microcode."),
        ("x-ms-sevsnpvm-authorkeydigest", "Digest of the key that vouches for the identity key; zeros when none does."),
        ("x-ms-sevsnpvm-idkeydigest", "Digest of the identity key that signed the launch; zeros when none did."),
        ("x-ms-sevsnpvm-imageId", "The image id that the launch was given."),
        ("x-ms-sevsnpvm-familyId", "The image family that the launch was given."),
        ("x-ms-sevsnpvm-reportid", "The id of this guest's reports."),
        ("x-ms-ver", "The version of the token's schema."),
        ("iss", "The attestation provider that checked the report and signed the token."),
        ("iat", "When the token was issued."),
        ("nbf", "From when the token holds."),
        ("exp", "Until when the token holds."),
    ];

    public static IReadOnlyList<ClaimView> Explain(MaaToken token) =>
    [
        .. Known
            .Where(claim => token.Claims.TryGetProperty(claim.Name, out _))
            .Select(claim => new ClaimView(claim.Name, Text(claim.Name, token.Claims.GetProperty(claim.Name)), claim.Meaning)),
    ];

    private static string Text(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when name is "iat" or "nbf" or "exp" && value.TryGetInt64(out var seconds) && seconds is > 0 and < 253402300799
            => DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture),
        JsonValueKind.String => value.GetString() ?? "",
        _ => value.GetRawText(),
    };
}
