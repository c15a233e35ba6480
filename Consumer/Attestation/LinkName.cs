namespace CcDemo.Consumer.Attestation;

/// <summary>The links of the chain, in its order.</summary>
internal enum LinkName
{
    /// <summary>The hardware report.</summary>
    Report,

    /// <summary>The certificates that the report's signature goes back to.</summary>
    Certificates,

    /// <summary>The attestation provider's token.</summary>
    Token,

    /// <summary>The key's release policy.</summary>
    Policy,

    /// <summary>The key itself.</summary>
    Key,
}
