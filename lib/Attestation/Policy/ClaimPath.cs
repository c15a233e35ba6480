using System.Text.Json;

namespace CcDemo.Attestation;

/// <summary>Finds a claim by its dotted path; a claim whose own name has dots is found as well.</summary>
internal static class ClaimPath
{
    public static bool TryFind(JsonElement claims, string path, out JsonElement value)
    {
        value = default;
        if (claims.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        if (claims.TryGetProperty(path, out value))
        {
            return true;
        }

        for (var dot = path.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = path.IndexOf('.', dot + 1))
        {
            if (claims.TryGetProperty(path[..dot], out var inner) && TryFind(inner, path[(dot + 1)..], out value))
            {
                return true;
            }
        }

        return false;
    }
}
