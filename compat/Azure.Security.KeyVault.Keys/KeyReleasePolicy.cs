using System.Buffers.Text;
using System.Text.Json;

namespace Azure.Security.KeyVault.Keys;

/// <summary>The policy under which a key may leave the vault.</summary>
public class KeyReleasePolicy
{
    /// <summary>Takes the policy document.</summary>
    /// <param name="encodedPolicy">The policy as JSON; it travels as base64url.</param>
    /// <exception cref="ArgumentNullException"><paramref name="encodedPolicy"/> is null.</exception>
    public KeyReleasePolicy(BinaryData encodedPolicy)
    {
        ArgumentNullException.ThrowIfNull(encodedPolicy);
        EncodedPolicy = encodedPolicy;
    }

    private KeyReleasePolicy()
    {
    }

    /// <summary>Content type and version of the policy; the service takes <c>application/json; charset=utf-8</c> when it is not given.</summary>
    public string ContentType { get; set; }

    /// <summary>The policy document.</summary>
    public BinaryData EncodedPolicy { get; private set; }

    /// <summary>Whether the policy can never be changed again.</summary>
    public bool? Immutable { get; set; }

    internal static KeyReleasePolicy Read(JsonElement json)
    {
        var policy = new KeyReleasePolicy();
        foreach (var property in json.EnumerateObject())
        {
            switch (property.Name)
            {
                case "contentType":
                    policy.ContentType = property.Value.GetString();
                    break;
                case "data":
                    policy.EncodedPolicy = BinaryData.FromBytes(Base64Url.DecodeFromChars(property.Value.GetString()));
                    break;
                case "immutable":
                    policy.Immutable = property.Value.GetBoolean();
                    break;
            }
        }

        return policy;
    }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("release_policy");
        if (ContentType is not null)
        {
            json.WriteString("contentType", ContentType);
        }

        if (EncodedPolicy is not null)
        {
            json.WriteString("data", Base64Url.EncodeToString(EncodedPolicy.ToMemory().Span));
        }

        if (Immutable is { } immutable)
        {
            json.WriteBoolean("immutable", immutable);
        }

        json.WriteEndObject();
    }
}
