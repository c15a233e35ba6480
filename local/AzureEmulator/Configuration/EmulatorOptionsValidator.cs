using CcDemo.AzureEmulator.Identity;
using Microsoft.Extensions.Options;

namespace CcDemo.AzureEmulator.Configuration;

/// <summary>Refuses settings with which the emulator would start and then not work.</summary>
internal sealed class EmulatorOptionsValidator : IValidateOptions<EmulatorOptions>
{
    public ValidateOptionsResult Validate(string? name, EmulatorOptions options)
    {
        string[] failures = [.. Failures(options)];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(EmulatorOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.CaFile))
        {
            yield return "Emulator:CaFile is missing: name a file that the development CA is written to, for clients to trust.";
        }

        (string Name, ListenerOptions Listener, string Scheme)[] listeners =
            [("Maa", options.Maa, Uri.UriSchemeHttps), ("Vault", options.Vault, Uri.UriSchemeHttps), ("Metadata", options.Metadata, Uri.UriSchemeHttp)];
        foreach (var (name, listener, scheme) in listeners)
        {
            if (listener.Port is < 0 or > 65535)
            {
                yield return $"Emulator:{name}:Port is {listener.Port}: give a TCP port, or 0 for any free one.";
            }

            if (listener.PublicUrl is { } url && (!url.IsAbsoluteUri || url.Scheme != scheme || url.PathAndQuery != "/"))
            {
                yield return $"Emulator:{name}:PublicUrl is '{url}': give {scheme}://HOST[:PORT] without a path.";
            }
        }

        if (listeners.Where(listener => listener.Listener.Port != 0).GroupBy(listener => listener.Listener.Port).FirstOrDefault(group => group.Count() > 1) is { } shared)
        {
            yield return $"Port {shared.Key} is set for {string.Join(" and ", shared.Select(listener => $"Emulator:{listener.Name}:Port"))}: each listener needs its own.";
        }

        foreach (var identity in options.Identities)
        {
            if (string.IsNullOrWhiteSpace(identity.ClientId))
            {
                yield return "An entry of Emulator:Identities has no ClientId: give one, or take the entry out.";
            }

            foreach (var role in identity.Roles.Where(role => VaultRole.Find(role) is null))
            {
                yield return $"The identity '{identity.ClientId}' has the unknown role '{role}': use {string.Join(", ", VaultRole.All.Select(known => $"'{known.Name}'"))}.";
            }
        }

        if (options.Identities.GroupBy(identity => identity.ClientId, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            yield return $"The client id '{twice.Key}' stands twice in Emulator:Identities: list its roles in one entry.";
        }
    }
}
