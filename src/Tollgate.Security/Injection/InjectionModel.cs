using System.Globalization;
using System.Runtime.InteropServices;

namespace Tollgate.Security.Injection;

/// <summary>
/// A linear model over hashed words, pairs of words and signatures of a window of words. It was trained by the program in
/// `bench/Tollgate.Benchmarks/Security` on the data that docs/security/injection.md declares; its weights are a resource.
/// </summary>
internal sealed class InjectionModel
{
    /// <summary>Words that are judged together.</summary>
    public const int Window = 48;

    /// <summary>How far the next window is from the last.</summary>
    public const int Stride = 24;

    /// <summary>Bits of a feature's number.</summary>
    public const int FeatureBits = 15;

    private const int LineLength = 160;
    private readonly sbyte[] _weights;
    private readonly float _scale;
    private readonly float _bias;
    private readonly float _slope;

    /// <summary>A model of those weights.</summary>
    public InjectionModel(sbyte[] weights, float scale, float bias, float slope)
    {
        _weights = weights;
        _scale = scale;
        _bias = bias;
        _slope = slope;
    }

    /// <summary>Reads `scale bias slope` and the weights in base64.</summary>
    public static InjectionModel Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var numbers = lines[0].Split(' ');
        var bytes = Convert.FromBase64String(string.Concat(lines.AsSpan(1)));
        return new InjectionModel(
            MemoryMarshal.Cast<byte, sbyte>(bytes).ToArray(),
            float.Parse(numbers[0], CultureInfo.InvariantCulture),
            float.Parse(numbers[1], CultureInfo.InvariantCulture),
            float.Parse(numbers[2], CultureInfo.InvariantCulture));
    }

    /// <summary>The feature of a word.</summary>
    public static int Feature(uint word) => (int)(WordHash.Mix(word) >> (32 - FeatureBits));

    /// <summary>The feature of two words in a row.</summary>
    public static int Feature(uint word, uint next) => (int)(WordHash.Mix((word * 31) ^ (next + 0x7F4A7C15)) >> (32 - FeatureBits));

    /// <summary>The weight of a feature.</summary>
    public int Weight(int feature) => _weights[feature];

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public string Print()
    {
        var weights = Convert.ToBase64String(MemoryMarshal.AsBytes<sbyte>(_weights));
        var lines = new System.Text.StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{_scale:R} {_bias:R} {_slope:R}\n"));
        for (var at = 0; at < weights.Length; at += LineLength)
        {
            lines.Append(weights, at, Math.Min(LineLength, weights.Length - at)).Append('\n');
        }

        return lines.ToString();
    }

    /// <summary>How the odds stand that a window with that sum of weights over so many words is hostile: 0 is even.</summary>
    public float Odds(int sum, int words) => _slope * ((sum * _scale / MathF.Sqrt(Math.Max(8, words))) + _bias);

    /// <summary>The probability of odds.</summary>
    public static float Probability(float odds) => 1 / (1 + MathF.Exp(-odds));

    /// <summary>The odds of a probability.</summary>
    public static float OddsOf(float probability) => MathF.Log(probability / (1 - probability));
}
