using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace CcDemo.AzureEmulator.Hardware;

/// <summary>The guests that run on the host.</summary>
internal sealed class GuestRegistry
{
    private readonly ConcurrentDictionary<string, Guest> _byName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Guest> _byToken = new(StringComparer.Ordinal);

    /// <summary>Launches a guest; one of the same name ends, and its device with it.</summary>
    public void Launch(Guest guest)
    {
        _byToken[guest.Token] = guest;
        Guest? replaced = null;
        _byName.AddOrUpdate(guest.Name, guest, (_, running) =>
        {
            replaced = running;
            return guest;
        });
        if (replaced is not null)
        {
            _byToken.TryRemove(replaced.Token, out _);
        }
    }

    public bool TryFind(string token, [NotNullWhen(true)] out Guest? guest) => _byToken.TryGetValue(token, out guest);
}
