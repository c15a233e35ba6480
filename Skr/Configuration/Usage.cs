namespace CcDemo.Skr.Configuration;

/// <summary>What <c>--help</c> says.</summary>
internal static class Usage
{
    public const string Text = """
        The secure key release sidecar: attests this guest and has a vault release keys to it.

        It listens on 127.0.0.1 only: HTTP on port 8080 and gRPC on port 50000.

        Flags, as of the original (with one dash or two; a value follows after a space or '='):
          -base64 TEXT                where certificates come from and which identity to use: base64 of JSON of the form
                                      {"certcache":{"endpoint_type":"..","endpoint":".."},"identity":{"client_id":".."},
                                       "maaconfig":{"user_agent":".."}}
          -port NUMBER                the port of HTTP; with -server_type grpc that of gRPC (8080)
          -keyprovider_sock ADDRESS   where gRPC is spoken: 127.0.0.1:PORT (127.0.0.1:50000)
          -server_type http|grpc      speak one of them only, on -port (both)
          -loglevel LEVEL             trace, debug, info, warning, error, fatal or panic (info)
          -logfile FILE               write the log there instead of on the console; what is there stays
          -allowTestingMismatchedTCB  for tests only: take the host's certificates for those of other firmware
          -help                       say this

        To wrap data for a key that only an attested guest gets, instead of serving:
          -infile FILE -keypath DIR/KEY -outfile FILE
                                      reads DIR/KEY-info.json, which names the public key, the vault and the provider

        Environment variables, as of the original:
          SkrSideCarArgs, Port, ServerType, LogFile, LogLevel
                                      as -base64, -port, -server_type, -logfile, -loglevel
          UVM_SECURITY_CONTEXT_DIR    the folder in which the utility VM leaves what it knows of itself
          UVM_HOST_AMD_CERTIFICATE, UVM_SECURITY_POLICY, UVM_REFERENCE_INFO
                                      likewise as base64, used when the folder has none
          AZURE_CLIENT_ID, AZURE_TENANT_ID, AZURE_FEDERATED_TOKEN_FILE
                                      the pod's workload identity; without all three, its managed identity
          AZURE_AUTHORITY_HOST        where the workload identity gets its tokens (that of the vault's cloud)

        Settings of its own, as --Section:Name=VALUE or as variables Section__Name:
          KeyProviderSock             as -keyprovider_sock
          Skr:AllowedEndpoints        the providers and vaults that callers may name: HOST, HOST:PORT or .SUFFIX,
                                      separated by commas (those of Azure's clouds)
          Limits:RequestBytes         the largest request (1048576)
          Limits:RequestTime          the longest request (00:01:00)
          Limits:Concurrent           how many attestations and releases run at once (16)
          Limits:Queued               how many more wait for their turn (64)
          Release:PreparedKeys        how many wrapping keys are made ahead of time (2)
          Release:MostPreparedKeys    likewise at most: as many as were used within the last minute (16)
          Release:CacheAge            for how long a released key may be answered with again (00:00:00, not at all)
          Release:CacheSize           how many released keys are kept at most (16)
          Attestation:RequireNonce    whether a token must repeat the nonce that was sent (true)
          Audit:Records               how many of the newest audit records GET /audit shows (0, no such route)
          Snp:Device                  the address of an emulated device on this machine, in place of the hardware's
          Trust:CaFile                a PEM file with the only roots that are trusted (the machine's)

        Exit codes: 0 ended as asked, 1 could not start or could not wrap, 2 the command line is wrong.
        """;
}
