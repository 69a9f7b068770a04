namespace Tollgate.Security.Secrets;

/// <summary>The checksum or structure inside a token that its issuer documents.</summary>
internal enum SecretCheck : byte
{
    /// <summary>None is documented.</summary>
    None,

    /// <summary>Base62 CRC32 in the last six characters, as GitHub and npm write it.</summary>
    Crc32Base62,

    /// <summary>Hexadecimal CRC32 in the last eight characters, as Grafana writes it.</summary>
    Crc32Hex,

    /// <summary>Base62 CRC32C over all that stands before, as gateway keys carry it.</summary>
    GatewayKey,

    /// <summary>A JSON object, base64 encoded, after the prefix.</summary>
    Base64Json,

    /// <summary>Base58 with the double SHA-256 that Bitcoin keys end with.</summary>
    Base58Check,

    /// <summary>At least one digit, one upper-case and one lower-case letter.</summary>
    Mixed,

    /// <summary>Not a UUID's or a hash's monotony: at least one letter and one digit.</summary>
    LetterAndDigit,

    /// <summary>Base64 of a user, a colon and a password.</summary>
    BasicPair,

    /// <summary>What stands behind the last colon or blank is a password that somebody chose, and no sample.</summary>
    PasswordLast,
}
