using CcDemo.Skr.Configuration;
using CcDemo.Skr.Errors;
using CcDemo.Skr.KeyProvider;
using FsCheck.Xunit;

namespace CcDemo.Skr.Tests.KeyProvider;

/// <summary>Whatever a caller sends is read, or refused with a sentence; nothing else happens.</summary>
public sealed class GarbageTests
{
    private static readonly KeyProviderDialect _dialect = KeyProviderDialect.V27;

    [Property(MaxTest = 500)]
    public bool No_bytes_whatever_make_the_key_provider_fail(byte[] bytes) => IsReadOrRefused(bytes);

    [Property(MaxTest = 1000)]
    public bool No_change_of_a_good_message_makes_the_key_provider_fail(int at, byte value, int length)
    {
        foreach (var message in (byte[][])[_dialect.WrapRequest("/keys/kid", [1, 2, 3]), _dialect.UnwrapRequest("""{"kid":"k","wrapped_data":"AAAA","kms_endpoint":"v","attester_endpoint":"m"}"""u8.ToArray())])
        {
            message[(int)((uint)at % message.Length)] = value;
            if (!IsReadOrRefused(message) || !IsReadOrRefused(message[..(int)((uint)length % message.Length)]))
            {
                return false;
            }
        }

        return true;
    }

    [Property(MaxTest = 1000)]
    public bool What_is_read_as_an_endpoint_is_reached_under_that_very_name(string text)
        => ServiceEndpoint.TryParse(text ?? string.Empty) is not { } endpoint
            || (endpoint.Url.AbsoluteUri == $"https://{endpoint.Authority}/" && text!.Contains(endpoint.Host, StringComparison.OrdinalIgnoreCase));

    [Property(MaxTest = 500)]
    public bool No_command_line_whatever_makes_the_sidecar_fail(string[] args)
        => CommandLine.Parse([.. (args ?? []).Select(argument => argument ?? string.Empty)]) is { } command
            && (command.Mistake is null || command.Settings.Count == 0);

    private static bool IsReadOrRefused(byte[]? message)
    {
        foreach (var read in (Action<byte[]>[])[json => KeyProviderMessage.ReadWrap(json), json => KeyProviderMessage.ReadUnwrap(json)])
        {
            try
            {
                read(message ?? []);
            }
            catch (BadRequestException e)
            {
                if (e.Message.Length == 0)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
