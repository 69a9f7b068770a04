namespace Tollgate.Security.Personal;

/// <summary>The checksums of cards and national numbers.</summary>
internal static class CheckDigits
{
    // Verhoeff: multiplication in the dihedral group of order ten, and the permutation by place.
    private static readonly byte[][] Product =
    [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 4, 0, 6, 7, 8, 9, 5], [2, 3, 4, 0, 1, 7, 8, 9, 5, 6], [3, 4, 0, 1, 2, 8, 9, 5, 6, 7], [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
        [5, 9, 8, 7, 6, 0, 4, 3, 2, 1], [6, 5, 9, 8, 7, 1, 0, 4, 3, 2], [7, 6, 5, 9, 8, 2, 1, 0, 4, 3], [8, 7, 6, 5, 9, 3, 2, 1, 0, 4], [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
    ];

    private static readonly byte[] Turn = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

    /// <summary>Luhn over so many digits.</summary>
    public static bool Luhn(in Digits digits, int from, int count)
    {
        var sum = 0;
        for (var index = 0; index < count; index++)
        {
            var digit = digits[from + count - 1 - index];
            var twice = index % 2 == 1 ? digit * 2 : digit;
            sum += twice > 9 ? twice - 9 : twice;
        }

        return sum % 10 == 0;
    }

    /// <summary>Verhoeff over all digits (Aadhaar).</summary>
    public static bool Verhoeff(in Digits digits)
    {
        var check = 0;
        for (var index = 0; index < digits.Count; index++)
        {
            var digit = digits[digits.Count - 1 - index];
            for (var times = 0; times < index % 8; times++)
            {
                digit = Turn[digit];
            }

            check = Product[check][digit];
        }

        return check == 0;
    }

    /// <summary>A weighted sum of the first digits, modulo a number.</summary>
    public static int Weighted(in Digits digits, ReadOnlySpan<byte> weights, int modulus)
    {
        var sum = 0;
        for (var index = 0; index < weights.Length; index++)
        {
            sum += digits[index] * weights[index];
        }

        return sum % modulus;
    }

    /// <summary>ISO 7064 mod 11,10 (German tax ids).</summary>
    public static bool Mod11And10(in Digits digits)
    {
        var product = 10;
        for (var index = 0; index < digits.Count - 1; index++)
        {
            var sum = (digits[index] + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (11 - product) % 10 == digits[digits.Count - 1];
    }
}
